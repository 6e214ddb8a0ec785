import '@chuangyuan/ui/tokens.css'
import '@chuangyuan/ui/base.css'
import '@chuangyuan/ui/element.css'
import '@chuangyuan/ui/print.css'
import { createApp } from 'vue'
import App from './App.vue'
import { i18n, speakPreferred } from './shell/language.ts'
import { router } from './shell/router.ts'

await speakPreferred()
createApp(App).use(i18n).use(router).mount('#app')
