export { addSponsorship, handOverSponsorshipIn } from './edit-sponsorship.ts'
