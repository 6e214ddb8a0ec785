const drawers = new Set([
  'common',
  'helper',
  'helpers',
  'manager',
  'misc',
  'service',
  'services',
  'types',
  'util',
  'utils',
])

/**
 * A file is named after its idea. A drawer (`utils`, `helpers`) collects what
 * nobody named, a barrel (`index.ts`) hides which file an import means. The last
 * word tells: `service-radius` is an idea, `radius-service` is a drawer.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const namedIdea = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { drawer: '`{{name}}` names no idea: call the file after what it holds, or inline it.' },
  },
  create(context) {
    return {
      Program(node) {
        const name = context.filename.split('/').at(-1) ?? ''
        const lastWord = name.toLowerCase().split('.')[0]?.split('-').at(-1) ?? ''
        if (name === 'index.ts' || drawers.has(lastWord)) {
          context.report({ node, messageId: 'drawer', data: { name } })
        }
      },
    }
  },
}
