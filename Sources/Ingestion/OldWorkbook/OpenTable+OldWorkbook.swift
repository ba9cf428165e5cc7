// SPDX-License-Identifier: Apache-2.0

extension OpenTable {
  /// Opens the first visible sheet of a workbook of before 2007 (.xls).
  ///
  /// - Throws: `workbookEncrypted`, `workbookDamaged`, `oldWorkbook` for still older versions, `notATable` for other documents of the kind.
  static func oldWorkbook(_ bytes: FileBytes, name: String, limits: Limits) throws(IngestionError) -> OpenTable {
    let container = try CompoundFile(bytes, name: name)
    if container.has("EncryptedPackage") || container.has("EncryptionInfo") {
      throw IngestionError(.workbookEncrypted, name, "the workbook has a password", hint: "save a copy without one")
    }
    // Version 8 and version 5; a book that has both is read in the newer form.
    var stream = try container.stream("Workbook")
    if stream == nil { stream = try container.stream("Book") }
    guard let stream else {
      throw IngestionError(
        .notATable, name, "a document of an old office program, but no workbook", hint: "export the table as .xlsx or CSV")
    }
    return try oldBook(stream, name: name, limits: limits)
  }

  /// Opens a stream of workbook records, which some programs write without the container around it.
  static func oldBook(_ stream: FileBytes, name: String, limits: Limits) throws(IngestionError) -> OpenTable {
    let parts = try OldWorkbookParts(stream, name: name, limits: limits)
    guard let sheet = parts.sheets.first(where: { !$0.isHidden }) ?? parts.sheets.first else {
      throw IngestionError(
        .workbookDamaged, name, "it names no sheet", hint: "check that it is a spreadsheet and save it again")
    }
    let others = parts.sheets.filter { $0.position != sheet.position && !$0.isHidden }.map(\.name)
    return OpenTable(
      rows: try OldSheetSource(parts, sheet, name: name, limits: limits), encoding: nil,
      findings: ignoredSheets(others, name), form: .oldWorkbook)
  }

  static func ignoredSheets(_ others: [String], _ name: String) -> [Finding] {
    guard !others.isEmpty else { return [] }
    return [
      Finding(
        code: .sheetsIgnored, file: name,
        parameters: [.init("count", String(others.count)), .init("sheets", others.prefix(5).joined(separator: ", "))])
    ]
  }
}
