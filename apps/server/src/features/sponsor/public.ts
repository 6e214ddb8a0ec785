export { addSponsorship, handOverSponsorshipIn } from './edit-sponsorship.ts'
export { endingSpots } from './list-sponsors.ts'
