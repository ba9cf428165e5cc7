// SPDX-License-Identifier: Apache-2.0
import CZip

/// Why a workbook could not be written.
public struct WorkbookNotWritten: Error, Sendable {
  public let reason: String
}

extension Workbook {
  /// The bytes of an `.xlsx` file (ECMA-376, Office Open XML): the same workbook gives the same bytes.
  ///
  /// - Throws: `WorkbookNotWritten` when a sheet has more rows or columns than the format allows, or when there is no memory.
  public func xlsx() throws(WorkbookNotWritten) -> [UInt8] {
    for sheet in sheets {
      guard sheet.rows.count <= Workbook.rowLimit, sheet.rows.allSatisfy({ $0.cells.count <= Workbook.columnLimit }) else {
        throw WorkbookNotWritten(reason: "the sheet \(sheet.name) has more rows or columns than the format allows")
      }
    }
    var parts = [("[Content_Types].xml", contentTypes), ("_rels/.rels", Workbook.packageRelations)]
    parts += [("xl/workbook.xml", sheetList), ("xl/_rels/workbook.xml.rels", relations), ("xl/styles.xml", CellStyle.part)]
    let texts = parts.map { ($0.0, Array($0.1.utf8)) }
    return try Workbook.zipped(texts + sheets.enumerated().map { ("xl/worksheets/sheet\($0.offset + 1).xml", SheetText($0.element).bytes) })
  }

  private static let head = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"# + "\n"
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let package = "http://schemas.openxmlformats.org/package/2006"

  private var contentTypes: String {
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    let sheets = sheets.indices.map {
      #"<Override PartName="/xl/worksheets/sheet\#($0 + 1).xml" ContentType="\#(kind).worksheet+xml"/>"#
    }.joined()
    return Workbook.head + #"<Types xmlns="\#(Workbook.package)/content-types">"#
      + #"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#
      + #"<Default Extension="xml" ContentType="application/xml"/>"#
      + #"<Override PartName="/xl/workbook.xml" ContentType="\#(kind).sheet.main+xml"/>"#
      + #"<Override PartName="/xl/styles.xml" ContentType="\#(kind).styles+xml"/>\#(sheets)</Types>"#
  }

  private static let packageRelations =
    head
    + #"<Relationships xmlns="\#(package)/relationships"><Relationship Id="rId1" Type="\#(office)/officeDocument" Target="xl/workbook.xml"/></Relationships>"#

  var sheetList: String {
    let list = sheets.enumerated().map {
      #"<sheet name="\#(SheetText.escaped($0.element.name))" sheetId="\#($0.offset + 1)"\#($0.element.isHidden ? #" state="veryHidden""# : "") r:id="rId\#($0.offset + 1)"/>"#
    }.joined()
    return Workbook.head
      + #"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="\#(Workbook.office)"><sheets>\#(list)</sheets></workbook>"#
  }

  private var relations: String {
    let list = sheets.indices.map {
      #"<Relationship Id="rId\#($0 + 1)" Type="\#(Workbook.office)/worksheet" Target="worksheets/sheet\#($0 + 1).xml"/>"#
    }.joined()
    let styles = #"<Relationship Id="rId\#(sheets.count + 1)" Type="\#(Workbook.office)/styles" Target="styles.xml"/>"#
    return Workbook.head + #"<Relationships xmlns="\#(Workbook.package)/relationships">\#(list)\#(styles)</Relationships>"#
  }

  /// 1 January 1980, the first day a ZIP can name: a file must not depend on the clock.
  private static let firstDay: UInt16 = 1 << 5 | 1

  private static func zipped(_ parts: [(name: String, bytes: [UInt8])]) throws(WorkbookNotWritten) -> [UInt8] {
    var error = zip_error_t()
    guard let memory = zip_source_buffer_create(nil, 0, 0, &error) else { throw WorkbookNotWritten(reason: "no memory") }
    defer { zip_source_free(memory) }
    // One more owner: the archive gives its own up when it is closed.
    zip_source_keep(memory)
    guard let archive = zip_open_from_source(memory, ZIP_TRUNCATE, &error) else {
      zip_source_free(memory)
      throw WorkbookNotWritten(reason: "no archive in memory")
    }
    // libzip reads the parts when the archive is closed: they stay where they are until then.
    var kept: [UnsafeMutableRawBufferPointer] = []
    defer { for buffer in kept { buffer.deallocate() } }
    for part in parts {
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, part.bytes.count), alignment: 1)
      buffer.copyBytes(from: part.bytes)
      kept.append(buffer)
      let source = zip_source_buffer(archive, buffer.baseAddress, UInt64(part.bytes.count), 0)
      let index = source.map { zip_file_add(archive, part.name, $0, UInt32(ZIP_FL_ENC_UTF_8)) } ?? -1
      guard index >= 0, zip_file_set_dostime(archive, UInt64(index), 0, firstDay, 0) == 0 else {
        if index < 0 { zip_source_free(source) }
        zip_discard(archive)
        throw WorkbookNotWritten(reason: "the part \(part.name) was refused")
      }
    }
    guard zip_close(archive) == 0 else {
      zip_discard(archive)
      throw WorkbookNotWritten(reason: "the archive could not be closed")
    }
    return try bytes(of: memory)
  }

  private static func bytes(of memory: OpaquePointer) throws(WorkbookNotWritten) -> [UInt8] {
    var status = zip_stat_t()
    guard zip_source_stat(memory, &status) == 0, zip_source_open(memory) == 0 else {
      throw WorkbookNotWritten(reason: "nothing was written")
    }
    defer { zip_source_close(memory) }
    var result = [UInt8](repeating: 0, count: Int(status.size))
    let got = result.withUnsafeMutableBytes { zip_source_read(memory, $0.baseAddress, UInt64($0.count)) }
    guard got == Int64(result.count) else { throw WorkbookNotWritten(reason: "the archive was not read whole") }
    return result
  }
}
