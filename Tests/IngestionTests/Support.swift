// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Foundation
import Ingestion
import Quantities

/// Reads a table given as text.
func read(
  _ text: String, _ kind: FactKind, mapping: Mapping? = nil, options: ImportOptions = ImportOptions()
) throws -> ImportResult {
  try FactFile.readTable(
    .bytes(Array(text.utf8), name: "t.csv"), kind: kind, mapping: mapping, options: options)
}

func read(
  bytes: [UInt8], _ kind: FactKind, name: String = "t.xlsx", mapping: Mapping? = nil,
  options: ImportOptions = ImportOptions()
) throws -> ImportResult {
  try FactFile.readTable(.bytes(bytes, name: name), kind: kind, mapping: mapping, options: options)
}

/// A mapping as its file would say it.
func mapping(_ yaml: String) throws -> Mapping {
  let file = MappingFile(text: yaml, name: "m.yaml")
  guard let mapping = file.mapping else { throw RealData.BrokenMapping(findings: file.findings) }
  return mapping
}

extension ImportResult {
  /// Findings as `line code`, in their order.
  func says(_ severity: Finding.Severity? = nil) -> [String] {
    findings.kept.filter { severity == nil || $0.severity == severity }.map {
      "\($0.line) \($0.code.rawValue)"
    }
  }
}

/// The error of a file that can't be read at all.
func refusal(_ bytes: [UInt8], limits: Limits = Limits()) -> IngestionError? {
  var options = ImportOptions()
  options.limits = limits
  do {
    _ = try FactFile.readTable(.bytes(bytes, name: "t"), kind: .items, options: options)
    return nil
  } catch {
    return error
  }
}

/// Just enough ZIP to make a workbook from its parts: entries are stored, not packed.
struct ZipMaker {
  private var body: [UInt8] = []
  private var directory: [UInt8] = []
  private var count: UInt16 = 0

  /// - Parameter claimedSize: the unpacked size a liar would announce, with method deflate.
  mutating func add(_ name: String, _ text: String, claimedSize: UInt32? = nil, flags: UInt16 = 0) {
    let data = Array(text.utf8)
    let offset = UInt32(body.count)
    var header: [UInt8] = []
    header +=
      le(UInt16(20)) + le(flags) + le(UInt16(claimedSize == nil ? 0 : 8)) + le(UInt16(0)) + le(UInt16(0x21))
    header += le(crc32(data)) + le(UInt32(data.count)) + le(claimedSize ?? UInt32(data.count))
    header += le(UInt16(name.utf8.count)) + le(UInt16(0))
    body += le(UInt32(0x0403_4B50)) + header + Array(name.utf8) + data
    directory +=
      le(UInt32(0x0201_4B50)) + le(UInt16(20)) + header + le(UInt16(0)) + le(UInt16(0)) + le(UInt16(0))
    directory += le(UInt32(0)) + le(offset) + Array(name.utf8)
    count += 1
  }

  var bytes: [UInt8] {
    body + directory + le(UInt32(0x0605_4B50)) + le(UInt16(0)) + le(UInt16(0)) + le(count) + le(count)
      + le(UInt32(directory.count)) + le(UInt32(body.count)) + le(UInt16(0))
  }

  private func le<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
    (0..<(Value.bitWidth / 8)).map { UInt8(truncatingIfNeeded: value >> Value($0 * 8)) }
  }

  private func crc32(_ data: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in data {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }
}

/// A workbook with one sheet; `rows` is the XML inside `sheetData`.
func workbook(
  rows: String, shared: [String] = [], styles: String = "", properties: String = "", prologue: String = "",
  change: (inout ZipMaker) -> Void = { _ in }
) -> [UInt8] {
  let head = #"<?xml version="1.0" encoding="UTF-8"?>"#
  let main = #"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#
  let relations = #"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#
  var zip = ZipMaker()
  zip.add(
    "xl/workbook.xml",
    "\(head)<workbook \(main) \(relations)>\(properties)<sheets><sheet name=\"订单\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
  )
  zip.add(
    "xl/_rels/workbook.xml.rels",
    #"\#(head)<Relationships><Relationship Id="rId1" Type="sheet" Target="worksheets/sheet1.xml"/></Relationships>"#
  )
  zip.add("xl/styles.xml", "\(head)<styleSheet \(main)>\(styles)</styleSheet>")
  let texts = shared.map { "<si><t>\($0)</t></si>" }.joined()
  zip.add("xl/sharedStrings.xml", "\(head)<sst \(main)>\(texts)</sst>")
  zip.add(
    "xl/worksheets/sheet1.xml",
    "\(head)\(prologue)<worksheet \(main)><sheetData>\(rows)</sheetData></worksheet>")
  change(&zip)
  return zip.bytes
}
