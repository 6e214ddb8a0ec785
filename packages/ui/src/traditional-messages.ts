import { Converter } from 'opencc-js/cn2t'
import type { Plugin } from 'vite'

const simplifiedToTraditional = Converter({ from: 'cn', to: 'tw' })

/** Every text of a message tree in traditional characters; keys and `{placeholders}` stay as they are. */
export function inTraditional<Tree>(tree: Tree): Tree
export function inTraditional(tree: unknown): unknown {
  if (typeof tree === 'string') {
    return tree.replace(/\{[^}]*\}|[^{]+/g, (part) =>
      part.startsWith('{') ? part : simplifiedToTraditional(part),
    )
  }
  if (typeof tree !== 'object' || tree === null) return tree
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, inTraditional(value)]))
}

/**
 * Gives `virtual:messages-zh-hant`, made from an app's simplified messages when it is built: nobody keeps a third
 * language by hand, and no reader downloads the dictionary.
 */
export function traditionalMessages(simplified: object): Plugin {
  const id = 'virtual:messages-zh-hant'
  return {
    name: 'traditional-messages',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load: (source) =>
      source === `\0${id}` ? `export const zhHant = ${JSON.stringify(inTraditional(simplified))}` : undefined,
  }
}
