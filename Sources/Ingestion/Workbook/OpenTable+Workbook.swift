// SPDX-License-Identifier: Apache-2.0

extension OpenTable {
  /// Opens the first visible sheet of an .xlsx workbook.
  static func workbook(_ bytes: FileBytes, name: String, limits: Limits) throws(IngestionError) -> OpenTable {
    let archive = try Archive(bytes, name: name, limits: limits)
    guard archive.entry("xl/workbook.xml") != nil else {
      throw IngestionError(
        .notATable, name, "a ZIP archive that is no .xlsx workbook",
        hint: "unpack it and import the files in it")
    }
    let parts = try WorkbookParts(archive, name: name)
    return OpenTable(
      rows: SheetSource(archive, parts, name: name, limits: limits), encoding: nil,
      findings: ignoredSheets(parts.otherSheets, name), form: .workbook)
  }
}
