// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import EntityResolution

extension Workspace {
  /// Every reason why codes cannot be merged into another.
  func mergeProblems(_ kind: MemberKind, _ codes: [String], _ into: String, _ since: Day?) throws -> [BilingualText] {
    let records = try memberRecords(kind)
    let map = facts.identities
    var problems: [BilingualText] = []
    if codes.isEmpty { problems.append(BilingualText("没有要归并的编码", "no code to merge")) }
    if codes.count > Self.mostMerged {
      problems.append(BilingualText("一次最多归并 \(Self.mostMerged) 个编码", "at most \(Self.mostMerged) codes are merged at once"))
    }
    for code in codes + [into] {
      if records[code] == nil { problems.append(BilingualText("没有编码 \(code)", "there is no code \(code)")) }
      if map.isMerged(kind, code) {
        let now = map.now(kind, code)
        problems.append(
          BilingualText("\(code) 已归入 \(now)，请先取消，或选 \(now)", "\(code) is merged into \(now): separate it first, or choose \(now)"))
      }
    }
    if codes.contains(into) { problems.append(BilingualText("\(into) 不能归入自己", "\(into) cannot be merged into itself")) }
    if let since, since > environment.today() {
      problems.append(BilingualText("\(since) 还没有到，请在当天或之后归并", "\(since) is to come: merge on that day or later"))
    }
    guard problems.isEmpty else { return problems }
    for code in codes {
      let numbers = [code, into].compactMap { records[$0]?.taxNumber }.compactMap { TaxNumber($0) }.filter(\.isValid)
      if numbers.count == 2, numbers[0].text != numbers[1].text {
        problems.append(
          BilingualText(
            "\(code) 与 \(into) 的统一社会信用代码都有效且不同，是两个法人", "\(code) and \(into) have valid credit codes that differ: two legal entities"))
      }
    }
    if kind == .items, problems.isEmpty, try containsItself(codes, into) {
      problems.append(
        BilingualText("物料清单里其中一个是另一个的组成部分，归并后会包含自己", "one is a component of the other: merged, the item would contain itself"))
    }
    return problems
  }

  /// Whether a bill of materials would run in a circle.
  private func containsItself(_ codes: [String], _ into: String) throws -> Bool {
    let bill = try facts.table(.billOfMaterials)
    let merged = Swift.Set(codes)
    func now(_ code: String) -> String { merged.contains(code) ? into : code }
    var parts: [String: Swift.Set<String>] = [:]
    for row in 0..<bill.rowCount {
      guard let assembly = bill["assembly"].text(row), let component = bill["component"].text(row) else { continue }
      parts[now(assembly), default: []].insert(now(component))
    }
    var seen: Swift.Set<String> = []
    var waiting = Array(parts[into] ?? [])
    while let code = waiting.popLast() {
      if code == into { return true }
      if seen.insert(code).inserted { waiting += parts[code] ?? [] }
    }
    return false
  }
}
