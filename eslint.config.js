import tseslint from 'typescript-eslint'
import vue from 'eslint-plugin-vue'
import { namedIdea } from './tools/lint/named-idea.js'
import { readScriptsOfComponents } from './tools/lint/vue-scripts.js'

readScriptsOfComponents()

/** Layout belongs to Prettier; these Vue rules only move white space and attributes about. */
const layoutRules = [
  'vue/first-attribute-linebreak',
  'vue/html-closing-bracket-newline',
  'vue/html-closing-bracket-spacing',
  'vue/html-indent',
  'vue/html-quotes',
  'vue/html-self-closing',
  'vue/max-attributes-per-line',
  'vue/multiline-html-element-content-newline',
  'vue/mustache-interpolation-spacing',
  'vue/no-multi-spaces',
  'vue/no-spaces-around-equal-signs-in-attribute',
  'vue/singleline-html-element-content-newline',
]

/** Components that the router and the component resolver register under their own names. */
const registeredComponents = ['RouterLink', 'RouterView', 'El[A-Z].*', 'el-.*', 'router-.*']

export default tseslint.config(
  {
    ignores: [
      '**/node_modules',
      '**/dist',
      '**/coverage',
      'var',
      '.cache',
      'test-results',
      'playwright-report',
    ],
  },
  {
    files: ['**/*.ts', '**/*.vue'],
    extends: [tseslint.configs.strictTypeChecked, vue.configs['flat/recommended']],
    languageOptions: {
      parserOptions: {
        parser: tseslint.parser,
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { house: { rules: { 'named-idea': namedIdea } } },
    rules: {
      ...Object.fromEntries(layoutRules.map((rule) => [rule, 'off'])),
      'house/named-idea': 'error',

      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/require-array-sort-compare': ['error', { ignoreStringArrays: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],

      // A store or a handler is async because of what it stands for, not because it happens to await.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // A name in front says which argument it is, even if this implementation does without it.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Typed arrays and fixed-width tables are read by index in loops whose bounds are known.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Objects here are closures over what they need: a method taken off one still works.
      '@typescript-eslint/unbound-method': 'off',
      // A conditional type may well say that there is nothing to answer.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // One type parameter that names what a caller gets back is documentation.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',

      'vue/no-undef-components': ['error', { ignorePatterns: registeredComponents }],
      'vue/no-v-html': 'error',
      'vue/require-default-prop': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],

      'no-restricted-syntax': [
        'error',
        {
          selector:
            'CallExpression[callee.object.name="vi"][callee.property.name=/^(mock|doMock)$/] Literal[value=/^([.]|@chuangyuan)/]',
          message: 'Our own modules are never mocked: pass a fake for the outside through Deps.',
        },
      ],
    },
  },
  {
    files: ['**/*.vue'],
    rules: {
      // The parser cannot type another component, so what comes out of one looks like `any`. vue-tsc checks these.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // Vue turns an absent boolean prop into false unless its default is written out as undefined.
      '@typescript-eslint/no-useless-default-assignment': 'off',
    },
  },
  {
    files: ['**/*.test.ts', 'e2e/**/*.ts', 'bench/**/*.ts'],
    rules: { '@typescript-eslint/no-unnecessary-condition': 'off' },
  },
)
