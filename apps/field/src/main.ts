import '@chuangyuan/ui/tokens.css'
import '@chuangyuan/ui/base.css'
import './shell/field.css'
import { createApp } from 'vue'
import App from './App.vue'
import { catchUp, openRemembered } from './phone/phone.ts'
import { reportFault } from './shell/fault.ts'
import { speakPreferred } from './shell/language.ts'
import { router } from './shell/router.ts'
import { watchForUpdate } from './shell/update.ts'

await Promise.all([speakPreferred(), openRemembered()])
const app = createApp(App)
app.config.errorHandler = reportFault
app.use(router).mount('#app')
addEventListener('unhandledrejection', ({ reason }) => reportFault(reason))
addEventListener('online', () => void catchUp())
void catchUp()
void watchForUpdate()
