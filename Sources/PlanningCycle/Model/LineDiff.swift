// SPDX-License-Identifier: Apache-2.0

/// Two texts line by line (Myers 1986, "An O(ND) difference algorithm", forward greedy), with three lines around each change.
public struct LineDiff: Sendable {
  public enum Mark: String, Sendable { case same, added, removed }

  public struct Line: Sendable, Hashable {
    public let mark: Mark
    /// In the new text; of a removed line, where it stood in the old one. From 1.
    public let number: Int
    public let text: String
  }

  /// Runs of lines that belong together; unchanged lines between runs are left out.
  public let runs: [[Line]]
  public let added: Int
  public let removed: Int
  /// More changed than is shown.
  public let isCut: Bool

  static let context = 3
  /// Lines shown at most.
  static let lineLimit = 400
  /// Differences looked for; texts further apart are shown as replaced.
  static let editLimit = 600

  public init(from old: String, to new: String) {
    let before = Self.lines(old)
    let after = Self.lines(new)
    let all = Self.script(before, after)
    added = all.count { $0.mark == .added }
    removed = all.count { $0.mark == .removed }
    let shown = Self.runs(all)
    var kept: [[Line]] = []
    var count = 0
    for run in shown {
      guard count < Self.lineLimit else { break }
      kept.append(Array(run.prefix(Self.lineLimit - count)))
      count += run.count
    }
    runs = kept
    isCut = count > Self.lineLimit || kept.count < shown.count
  }

  private static func lines(_ text: String) -> [Substring] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private static func script(_ old: [Substring], _ new: [Substring]) -> [Line] {
    var head = 0
    while head < old.count, head < new.count, old[head] == new[head] { head += 1 }
    var tail = 0
    while tail < old.count - head, tail < new.count - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
    let a = Array(old[head..<(old.count - tail)])
    let b = Array(new[head..<(new.count - tail)])
    let start = (0..<head).map { Line(mark: .same, number: $0 + 1, text: String(new[$0])) }
    let end = ((new.count - tail)..<new.count).map { Line(mark: .same, number: $0 + 1, text: String(new[$0])) }
    return start + middle(a, b, offset: head) + end
  }

  private static func middle(_ a: [Substring], _ b: [Substring], offset: Int) -> [Line] {
    func removed(_ i: Int) -> Line { Line(mark: .removed, number: offset + i + 1, text: String(a[i])) }
    func added(_ j: Int) -> Line { Line(mark: .added, number: offset + j + 1, text: String(b[j])) }
    guard let trace = trace(a, b) else { return a.indices.map(removed) + b.indices.map(added) }
    var lines: [Line] = []
    var (x, y) = (a.count, b.count)
    for d in trace.indices.reversed() {
      let v = trace[d]
      let k = x - y
      let isDown = k == -d || (k != d && (v[k - 1] ?? -1) < (v[k + 1] ?? -1))
      let previous = isDown ? k + 1 : k - 1
      let fromX = d == 0 ? 0 : v[previous] ?? 0
      let fromY = d == 0 ? 0 : fromX - previous
      while x > max(fromX, 0), y > max(fromY, 0) {
        x -= 1
        y -= 1
        lines.append(Line(mark: .same, number: offset + y + 1, text: String(b[y])))
      }
      if d == 0 { break }
      if isDown {
        y -= 1
        lines.append(added(y))
      } else {
        x -= 1
        lines.append(removed(x))
      }
    }
    return lines.reversed()
  }

  /// For every number of edits, how far each diagonal had come before it; nil beyond the limit.
  private static func trace(_ a: [Substring], _ b: [Substring]) -> [[Int: Int]]? {
    var v: [Int: Int] = [1: 0]
    var trace: [[Int: Int]] = []
    for d in 0...min(a.count + b.count, editLimit) {
      trace.append(v)
      for k in stride(from: -d, through: d, by: 2) {
        let isDown = k == -d || (k != d && (v[k - 1] ?? -1) < (v[k + 1] ?? -1))
        var x = isDown ? v[k + 1] ?? 0 : (v[k - 1] ?? 0) + 1
        while x < a.count, x - k < b.count, a[x] == b[x - k] { x += 1 }
        v[k] = x
        if x >= a.count, x - k >= b.count { return trace }
      }
    }
    return nil
  }

  private static func runs(_ lines: [Line]) -> [[Line]] {
    let changed = lines.indices.filter { lines[$0].mark != .same }
    var runs: [ClosedRange<Int>] = []
    for index in changed {
      let lower = max(0, index - context)
      let upper = min(lines.count - 1, index + context)
      if let last = runs.last, lower <= last.upperBound + 1 {
        runs[runs.count - 1] = last.lowerBound...upper
      } else {
        runs.append(lower...upper)
      }
    }
    return runs.map { Array(lines[$0]) }
  }
}
