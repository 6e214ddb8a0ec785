declare module 'virtual:messages-zh-hant' {
  export const zhHant: import('./messages/zh-cn.ts').Messages
}

// For tools that read types without vue-tsc; vue-tsc itself sees each component as it is.
declare module '*.vue' {
  const component: import('vue').Component
  export default component
}
