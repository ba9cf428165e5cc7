// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal

/// What a downloaded view keeps beside its figures, in a sheet that is not shown: whose it is, of which revision, and what every cell that can be typed at held.
public struct SheetMarks: Hashable, Sendable {
  /// A cell that can be typed at.
  public struct Entry: Hashable, Sendable {
    /// `units|Item=F:空调`
    public let row: String
    /// `v:2026-11`
    public let column: String
    /// As the sheet holds it, in the sheet's unit; empty where it is blank.
    public let text: String

    static func text(_ value: Double?) -> String { value.map { "\($0 + 0)" } ?? "" }
    var value: Double? { Double(text) }
  }

  /// Stands first in the sheet that is not shown, and in the corner of the view.
  public static let sign = "tongpin-view"
  static let format = "1"

  /// The digest of the first event of the company's journal.
  let company: String
  let revision: Int64
  let scenario: Int64?
  let login: String
  let name: String
  let at: String
  /// What entries are part of: by month, where quarters and years stand beside theirs.
  let table: TableRequest
  let unit: SheetUnit
  public let entries: [Entry]

  private var fields: [[String]] {
    [
      ["company", company], ["revision", "\(revision)"], ["scenario", scenario.map { "\($0)" } ?? ""], ["login", login], ["name", name],
      ["at", at], ["from", table.from.description], ["to", table.to.description], ["grain", table.grain.rawValue],
      ["region", table.region ?? ""], ["unit", unit.rawValue],
    ] + entries.map { ["cell", $0.row, $0.column, $0.text] }
  }

  /// The rows of the sheet that is not shown; the digest in the first one seals the others.
  public var lines: [[String]] {
    let fields = fields
    return [[Self.sign, Self.format, Self.digest(fields)]] + fields
  }

  private static func digest(_ lines: [[String]]) -> String {
    Digest.sha256(Array(lines.map { $0.map(plain).joined(separator: "\t") }.joined(separator: "\n").utf8)).hex
  }

  /// Without what a spreadsheet file cannot hold or a program may write otherwise.
  static func plain(_ text: String) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF { kept.append(scalar) }
    return String(kept)
  }

  init(
    company: String, revision: Int64, scenario: Int64?, login: String, name: String, at: String, table: TableRequest, unit: SheetUnit,
    entries: [Entry]
  ) {
    self.company = company
    self.revision = revision
    self.scenario = scenario
    self.login = login
    self.name = name
    self.at = at
    self.table = table
    self.unit = unit
    self.entries = entries
  }

  /// From the lines of a sheet that came back.
  ///
  /// - Throws: `CycleError.sheetNotOurs`, `sheetDamaged`.
  init(lines: [[String]]) throws(CycleError) {
    guard let head = lines.first, head.first == Self.sign else { throw Self.notOurs }
    guard head.count >= 3, head[1] == Self.format else { throw Self.damaged }
    let body = lines.dropFirst().map { line in line[0] == "cell" ? line.padded(to: 4) : line.padded(to: 2) }
    guard Self.digest(body) == head[2] else { throw Self.damaged }
    var values: [String: String] = [:]
    for line in body where line[0] != "cell" { values[line[0]] = line[1] }
    guard let company = values["company"], let revision = values["revision"].flatMap({ Int64($0) }),
      let from = values["from"].flatMap({ Month(iso: $0) }), let to = values["to"].flatMap({ Month(iso: $0) }),
      let grain = values["grain"].flatMap({ TableView.Grain(rawValue: $0) }), let unit = values["unit"].flatMap({ SheetUnit(rawValue: $0) })
    else { throw Self.damaged }
    let table = TableRequest(
      from: from, to: to, grain: grain, region: values["region"].flatMap { $0.isEmpty ? nil : $0 }, comparesBudget: false,
      comparesLastYear: false)
    self.init(
      company: company, revision: revision, scenario: values["scenario"].flatMap { Int64($0) }, login: values["login"] ?? "",
      name: values["name"] ?? "", at: values["at"] ?? "", table: table, unit: unit,
      entries: body.filter { $0[0] == "cell" }.map { Entry(row: $0[1], column: $0[2], text: $0[3]) })
  }

  static let notOurs = CycleError(
    .sheetNotOurs, BilingualText("这不是从这里下载的视图", "this is no view that was downloaded here"),
    detail: BilingualText("文件里没有下载时放进去的隐藏页 _tongpin", "the file lacks the hidden sheet _tongpin that a download has"),
    hint: BilingualText(
      "在一张表里点“下载当前视图”，在那个文件里改，存成 .xlsx 再上传；要导入别的表格，用“导入”",
      "choose “Download this view” in the table, edit that file, save it as .xlsx and upload it; other tables come in under Import"))

  static let damaged = CycleError(
    .sheetDamaged, BilingualText("文件里记下的下载内容已被改动", "what the file keeps of its download was changed"),
    detail: BilingualText("隐藏页 _tongpin 与它的校验值不符", "the hidden sheet _tongpin does not agree with its digest"),
    hint: BilingualText(
      "重新下载当前视图，把改动抄过去；不要改、删或重排隐藏页", "download the view again and copy your changes into it; leave the hidden sheet as it is"))
}

extension [String] {
  fileprivate func padded(to count: Int) -> [String] {
    Array(prefix(count)) + [String](repeating: "", count: Swift.max(0, count - self.count))
  }
}
