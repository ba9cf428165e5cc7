// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal

/// One form of one year as somebody approved it 已审批: its figures stand, whatever the forecast does, until a person decides otherwise.
struct BudgetApproval: Sendable {
  struct Key: Hashable, Comparable, Sendable {
    let form: String
    let year: Int

    static func < (left: Key, right: Key) -> Bool { (left.form, left.year) < (right.form, right.year) }
  }

  /// Somebody said no to a figure: it is not proposed again until it moves on by more than the limit.
  struct Rejection: Sendable {
    let forecast: Int64
    let event: Int64
  }

  let key: Key
  /// 1 for the first approval of the form and year.
  let number: Int
  let event: Int64
  let by: Actor
  let at: Moment
  let reason: String
  /// SHA-256 of the figures that were approved, before any change proposal was accepted.
  let content: Digest
  let limit: BudgetLimit?
  /// Limits of single lines, by key: of a line or of its part, a department say.
  let lineLimits: [String: BudgetLimit]
  /// 已下达
  var release: Release?
  /// In hundredths of the unit by line and month; accepted proposals are in them.
  var rows: [String: [Month: Int64]]
  var rejections: [String: Rejection] = [:]
  /// The event after which a line's proposal arose, and what the person did.
  var causes: [String: Cause] = [:]

  struct Release: Sendable {
    let by: Actor
    let at: Moment
  }

  struct Cause: Sendable {
    let event: Int64
    let by: Actor
    let at: Moment
    let label: BilingualText
  }

  /// Of a line: its own limit, its line's, the form's; nil where nothing floats freely: every change is proposed.
  func limit(of line: String) -> BudgetLimit {
    if let own = lineLimits[line] { return own }
    if let slash = line.firstIndex(of: "/"), let parent = lineLimits[String(line[..<slash])] { return parent }
    return limit ?? .share(0)
  }

  /// Nothing moved away from: a proposal that was rejected at this figure stays away.
  func isRejected(_ line: String, at forecast: Int64, isMoney: Bool) -> Bool {
    guard let rejection = rejections[line] else { return false }
    return limit(of: line).allows(forecast, around: rejection.forecast, isMoney: isMoney)
  }
}

/// The figures of a form as bytes: what an approval signs.
enum BudgetContent {
  static func canonical(_ rows: [String: [Month: Int64]]) -> CanonicalValue {
    .map(
      rows.mapValues { months in
        .map(Dictionary(months.map { ($0.key.description, .integer($0.value)) }, uniquingKeysWith: { first, _ in first }))
      })
  }

  static func rows(_ value: CanonicalValue?) -> [String: [Month: Int64]] {
    (value?.map ?? [:]).mapValues { months in
      Dictionary(
        (months.map ?? [:]).compactMap { text, value in Month(iso: text).flatMap { month in value.integer.map { (month, $0) } } },
        uniquingKeysWith: { first, _ in first })
    }
  }

  static func digest(_ key: BudgetApproval.Key, _ rows: [String: [Month: Int64]]) -> Digest {
    var encoder = CanonicalEncoder()
    let whole: CanonicalValue = .map(["form": .text(key.form), "year": .integer(Int64(key.year)), "rows": canonical(rows)])
    guard (try? encoder.put(whole)) != nil else { return .zero }
    return Digest.sha256(encoder.bytes)
  }
}
