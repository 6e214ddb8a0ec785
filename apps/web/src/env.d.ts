declare module 'virtual:messages-zh-hant' {
  export const zhHant: import('./messages/zh-cn.ts').Messages
}
