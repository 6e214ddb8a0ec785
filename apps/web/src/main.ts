import '@chuangyuan/ui/tokens.css'
import '@chuangyuan/ui/base.css'
import '@chuangyuan/ui/element.css'
import '@chuangyuan/ui/print.css'
import { createApp } from 'vue'
import App from './App.vue'
import { reportFault } from './shell/fault.ts'
import { i18n, speakPreferred } from './shell/language.ts'
import { router } from './shell/router.ts'

await speakPreferred()
const app = createApp(App)
app.config.errorHandler = reportFault
app.use(i18n).use(router).mount('#app')
