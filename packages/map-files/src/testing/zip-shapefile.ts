import { zipSync } from 'fflate'
import { writeShapefile, type ShapefileToWrite } from './write-shapefile.ts'

/** CGCS2000, Gauss-Krüger, 3 degrees wide, around 117° E, as ArcGIS writes it into a `.prj`. */
export const prjOf4548 =
  'PROJCS["CGCS2000_3_Degree_GK_CM_117E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",' +
  'DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],' +
  'UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],' +
  'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",117.0],PARAMETER["Scale_Factor",1.0],' +
  'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'

/** A zipped shapefile with what the parts say about themselves, or leave out. */
export function zippedShapefile(
  name: string,
  file: ShapefileToWrite,
  { prj, cpg }: { readonly prj?: string; readonly cpg?: string } = {},
): Uint8Array<ArrayBuffer> {
  const { shp, shx, dbf } = writeShapefile(file)
  const text = (content: string) => new Uint8Array(Buffer.from(content))
  return new Uint8Array(
    zipSync({
      [`${name}.shp`]: shp,
      [`${name}.shx`]: shx,
      [`${name}.dbf`]: dbf,
      ...(prj === undefined ? {} : { [`${name}.prj`]: text(prj) }),
      ...(cpg === undefined ? {} : { [`${name}.cpg`]: text(cpg) }),
    }),
  )
}
