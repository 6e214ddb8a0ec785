export const layerZhCn = {
  title: '图层',
  lead: '建成区边界、绿地、居住用地、道路等图层及其来源。',
}
