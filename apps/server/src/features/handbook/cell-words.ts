import { siteKinds } from '@chuangyuan/domain/standard/site-kinds'
import { faultText } from './texts.ts'

const siteKindsByLabel: ReadonlyMap<string, string> = new Map(
  Object.entries(siteKinds).flatMap(([kind, label]) => [
    [label, kind],
    [kind, kind],
  ]),
)

export function siteKindsOf(
  labels: readonly string[] | undefined,
  fault: (reason: string) => void,
): readonly string[] {
  const unknown = (labels ?? []).filter((label) => !siteKindsByLabel.has(label))
  if (unknown.length > 0) fault(faultText.siteKindUnknown(unknown))
  return (labels ?? []).flatMap((label) => siteKindsByLabel.get(label) ?? [])
}

/** `garden-2010:green-coverage` by pack. */
export function itemsOf(
  texts: readonly string[] | undefined,
  fault: (reason: string) => void,
): Readonly<Record<string, readonly string[]>> {
  const pairs = (texts ?? []).map((text) => text.split(/[:：]/))
  const malformed = pairs.filter(({ length }) => length !== 2).map((pair) => pair.join(':'))
  if (malformed.length > 0) fault(faultText.itemMalformed(malformed))
  const byPack = Map.groupBy(pairs, ([packKey]) => packKey ?? '')
  return Object.fromEntries([...byPack].map(([packKey, of]) => [packKey, of.map(([, id]) => id ?? '')]))
}
