import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { gzippedFiles } from '@chuangyuan/ui/gzipped-files'
import { traditionalMessages } from '@chuangyuan/ui/traditional-messages'
import { precachedFiles } from './service-worker/precached-files.ts'
import { zhCn } from './src/messages/zh-cn.ts'

export default defineConfig({
  base: '/field/',
  plugins: [vue(), traditionalMessages(zhCn), precachedFiles(), gzippedFiles()],
  build: {
    // No data: addresses in our own files and no inline polyfill, so that the content security policy can stay at 'self'.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        app: 'apps/field/index.html',
        'service-worker': 'apps/field/service-worker/service-worker.ts',
      },
      output: {
        // The worker's address is its identity, and its reach is the folder it lies in.
        entryFileNames: ({ name }) =>
          name === 'service-worker' ? 'service-worker.js' : 'assets/[name]-[hash].js',
      },
    },
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
})
