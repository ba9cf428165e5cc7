// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// How far a source was read: the newest value of its watermark column.
///
/// It travels as the server wrote it and is compared by what it means.
public struct SourceMark: Hashable, Sendable, Comparable, CustomStringConvertible {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case integer, timestamp, day

    /// The least overlap that loses nothing of rows with equal marks.
    public var leastOverlap: Int { self == .integer ? 0 : 1 }
    /// What most sources need: a quarter of an hour, a week of days.
    public var usualOverlap: Int {
      switch self {
      case .integer: 0
      case .timestamp: 900
      case .day: 7
      }
    }
  }

  public let kind: Kind
  public let text: String
  /// The number, the day's ordinal, or seconds since 1970 (those of the clock where the text names no zone).
  private let whole: Int64
  private let nanoseconds: Int32
  /// Minutes east of Greenwich; nil where the text names no zone.
  public let zoneMinutes: Int?

  /// nil when the text is no value of the kind: `2026-11-30 14:05:09.123+08`, `2026-11-30`, `4711`.
  public init?(_ text: String, _ kind: Kind) {
    switch kind {
    case .integer:
      guard let number = Int64(text), text.utf8.count <= 20 else { return nil }
      (whole, nanoseconds, zoneMinutes) = (number, 0, nil)
    case .day:
      guard let day = Day(iso: text.prefix(10)), Self.isMidnight(text.dropFirst(10)) else { return nil }
      (whole, nanoseconds, zoneMinutes) = (Int64(day.ordinal), 0, nil)
    case .timestamp:
      guard let read = Self.read(text) else { return nil }
      (whole, nanoseconds, zoneMinutes) = read
    }
    self.kind = kind
    self.text = text
  }

  private init(_ kind: Kind, _ whole: Int64, _ nanoseconds: Int32, _ zoneMinutes: Int?) {
    self.kind = kind
    self.whole = whole
    self.nanoseconds = nanoseconds
    self.zoneMinutes = zoneMinutes
    switch kind {
    case .integer: text = String(whole)
    case .day: text = "\(Day(ordinal: Int32(clamping: whole)))"
    case .timestamp: text = Self.written(whole, nanoseconds, zoneMinutes)
    }
  }

  public static func == (left: SourceMark, right: SourceMark) -> Bool {
    (left.kind, left.whole, left.nanoseconds) == (right.kind, right.whole, right.nanoseconds)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(whole)
    hasher.combine(nanoseconds)
  }

  public static func < (left: SourceMark, right: SourceMark) -> Bool {
    (left.whole, left.nanoseconds) < (right.whole, right.nanoseconds)
  }

  public var description: String { text }

  /// The mark `overlap` seconds, days or numbers earlier, written anew.
  public func earlier(by overlap: Int) -> SourceMark {
    let (difference, overflow) = whole.subtractingReportingOverflow(Int64(overlap))
    let least: Int64 = kind == .integer ? .min : kind == .day ? -719_162 : -719_162 * 86_400
    return SourceMark(kind, overflow ? least : max(difference, least), nanoseconds, zoneMinutes)
  }

  /// When that was, for how far a source is behind; nil for numbers. A day means its end, a time without a zone is one of `zone`.
  public func moment(zoneMinutes zone: Int = 480) -> Moment? {
    switch kind {
    case .integer: return nil
    case .day: return Moment(millisecondsSinceEpoch: (whole + 1) * 86_400_000 - Int64(zone) * 60_000)
    case .timestamp:
      let seconds = zoneMinutes == nil ? whole - Int64(zone) * 60 : whole
      return Moment(millisecondsSinceEpoch: seconds * 1_000 + Int64(nanoseconds / 1_000_000))
    }
  }
}

extension SourceMark {
  /// ISO 8601 with a blank or a T, at most nine decimals, and a zone or none.
  private static func read(_ text: String) -> (Int64, Int32, Int?)? {
    let bytes = Array(text.utf8)
    guard bytes.count <= 40, bytes.count >= 10, let day = Day(iso: text.prefix(10)) else { return nil }
    var rest = bytes.dropFirst(10)
    if rest.isEmpty { return (Int64(day.ordinal) * 86_400, 0, nil) }
    guard rest.first == 0x20 || rest.first == 0x54 else { return nil }
    rest = rest.dropFirst()
    guard let hour = number(&rest, 2, after: nil), let minute = number(&rest, 2, after: 0x3A), let second = number(&rest, 2, after: 0x3A),
      hour < 24, minute < 60, second <= 60
    else { return nil }
    var nanoseconds = 0
    if rest.first == 0x2E {
      let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
      guard (1...9).contains(digits.count) else { return nil }
      for digit in digits { nanoseconds = nanoseconds * 10 + Int(digit - 0x30) }
      for _ in digits.count..<9 { nanoseconds *= 10 }
      rest = rest.dropFirst(digits.count + 1)
    }
    guard let zone = zone(rest) else { return nil }
    let seconds = Int64(day.ordinal) * 86_400 + Int64(hour * 3_600 + minute * 60 + second) - Int64((zone ?? 0) * 60)
    return (seconds, Int32(nanoseconds), zone)
  }

  private static func number(_ rest: inout ArraySlice<UInt8>, _ count: Int, after mark: UInt8?) -> Int? {
    if let mark {
      guard rest.first == mark else { return nil }
      rest = rest.dropFirst()
    }
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    rest = rest.dropFirst(count)
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// Minutes; nil inside for no zone, outside for what is none.
  private static func zone(_ bytes: ArraySlice<UInt8>) -> Int?? {
    var rest = bytes
    if rest.first == 0x20 { rest = rest.dropFirst() }
    if rest.isEmpty { return .some(nil) }
    if rest.elementsEqual([0x5A]) { return 0 }
    let sign = rest.first == 0x2B ? 1 : -1
    guard rest.first == 0x2B || rest.first == 0x2D else { return nil }
    rest = rest.dropFirst()
    guard let hours = number(&rest, 2, after: nil), hours <= 15 else { return nil }
    var minutes = 0
    if !rest.isEmpty {
      guard let read = number(&rest, 2, after: rest.first == 0x3A ? 0x3A : nil), read < 60, rest.isEmpty else { return nil }
      minutes = read
    }
    return sign * (hours * 60 + minutes)
  }

  private static func isMidnight(_ rest: Substring) -> Bool {
    rest.isEmpty || (rest.first == " " || rest.first == "T") && rest.dropFirst().allSatisfy { "0:.".contains($0) }
  }

  private static func written(_ seconds: Int64, _ nanoseconds: Int32, _ zone: Int?) -> String {
    let local = seconds + Int64((zone ?? 0) * 60)
    let day = local >= 0 ? local / 86_400 : -((86_399 - local) / 86_400)
    let second = Int(local - day * 86_400)
    var text = "\(Day(ordinal: Int32(clamping: day))) \(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60))"
    if nanoseconds > 0 {
      var digits = String(1_000_000_000 + Int(nanoseconds)).dropFirst()
      while digits.last == "0" { digits = digits.dropLast() }
      text += "." + digits
    }
    guard let zone else { return text }
    return text + (zone < 0 ? "-" : "+") + two(abs(zone) / 60) + ":" + two(abs(zone) % 60)
  }

  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
}
