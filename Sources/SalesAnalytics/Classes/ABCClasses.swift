// SPDX-License-Identifier: Apache-2.0

/// ABC 分类: few members carry most of the whole.
///
/// Members by value, the largest first, alike ones by code. A member is A while those before it hold less than `a` of the whole, B while they
/// hold less than `b`, else C: the one that crosses a limit belongs above it. The whole is what is above zero; members at or below it are in
/// no class.
public struct ABCClasses: Hashable, Sendable {
  public enum Class: String, CaseIterable, Hashable, Sendable {
    case a = "A"
    case b = "B"
    case c = "C"
    /// Nought, or below it: more came back than went.
    case none = "–"
  }

  public struct Entry: Hashable, Sendable {
    public let member: SalesMember
    public let value: Int64
    /// Of the whole; 0 for what is in no class.
    public let share: Double
    /// Of the whole, this one and all before it.
    public let cumulativeShare: Double
    public let grade: Class
  }

  public struct Count: Hashable, Sendable {
    public let grade: Class
    public let members: Int
    public let value: Int64
  }

  public let entries: [Entry]
  /// A, B, C and those in no class.
  public let counts: [Count]
  /// What is above zero, together.
  public let whole: Int64

  /// - Parameters:
  ///   - values: of distinct members.
  ///   - a: thousandths, 800 for 80 %.
  ///   - b: thousandths, from `a` to 1000.
  /// - Throws: `SalesAnalysisError.shareNotPossible`, `sumTooLarge`.
  public init(_ values: [(member: SalesMember, value: Int64)], a: Int = 800, b: Int = 950) throws(SalesAnalysisError) {
    guard a > 0, a <= b, b <= 1000 else {
      throw SalesAnalysisError(
        .shareNotPossible, "\(a)/\(b)", "ABC 界限须满足 0 < A ≤ B ≤ 100%：请检查 \(a)‰ 与 \(b)‰。",
        "limits of ABC keep 0 < A ≤ B ≤ 100 %: look at \(a) ‰ and \(b) ‰")
    }
    let sorted = values.sorted { ($1.value, $0.member.code) < ($0.value, $1.member.code) }
    // As long as the sizes of all of them fit, so does the sum of any.
    guard Int64(exactly: sorted.reduce(Int128(0)) { $0 + Int128($1.value.magnitude) }) != nil else { throw SalesBooks.tooLarge }
    let whole = sorted.reduce(Int64(0)) { $0 + max($1.value, 0) }
    var before: Int64 = 0
    var entries: [Entry] = []
    for (member, value) in sorted {
      guard value > 0 else {
        entries.append(Entry(member: member, value: value, share: 0, cumulativeShare: whole > 0 ? 1 : 0, grade: .none))
        continue
      }
      // Compared in whole numbers: 80 % exactly is 80 % exactly.
      let held = Int128(before) * 1000
      let grade: Class = held < Int128(whole) * Int128(a) ? .a : held < Int128(whole) * Int128(b) ? .b : .c
      before += value
      entries.append(
        Entry(
          member: member, value: value, share: Double(value) / Double(whole), cumulativeShare: Double(before) / Double(whole), grade: grade)
      )
    }
    self.entries = entries
    self.whole = whole
    counts = Class.allCases.map { grade in
      let mine = entries.filter { $0.grade == grade }
      return Count(grade: grade, members: mine.count, value: mine.reduce(0) { $0 + $1.value })
    }
  }
}
