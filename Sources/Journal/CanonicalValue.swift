// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Quantities

/// A value with exactly one encoding, so that what was signed is what is read: the payload of events.
///
/// Days and months are integers (their ordinals); a missing value is an absent key.
public enum CanonicalValue: Sendable {
  case integer(Int64)
  case boolean(Bool)
  case text(String)
  case bytes([UInt8])
  case fixed(FixedPoint)
  /// Kept by its bit pattern: −0, infinities and every NaN survive.
  case double(Double)
  case list([CanonicalValue])
  /// Keys are unique; the encoding sorts them by their UTF-8 bytes.
  case map([String: CanonicalValue])

  public static func day(_ day: Day) -> CanonicalValue { .integer(Int64(day.ordinal)) }
  public static func month(_ month: Month) -> CanonicalValue { .integer(Int64(month.ordinal)) }
  public static func moment(_ moment: Moment) -> CanonicalValue { .integer(moment.millisecondsSinceEpoch) }
  public static func digest(_ digest: Digest) -> CanonicalValue { .bytes(digest.bytes) }
  public static let empty = CanonicalValue.map([:])
}

/// Reading: nil where the value is of another kind or out of range; never a trap on stored bytes.
extension CanonicalValue {
  public var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
  public var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }
  public var text: String? { if case .text(let value) = self { value } else { nil } }
  public var bytes: [UInt8]? { if case .bytes(let value) = self { value } else { nil } }
  public var fixed: FixedPoint? { if case .fixed(let value) = self { value } else { nil } }
  public var double: Double? { if case .double(let value) = self { value } else { nil } }
  public var list: [CanonicalValue]? { if case .list(let value) = self { value } else { nil } }
  public var map: [String: CanonicalValue]? { if case .map(let value) = self { value } else { nil } }
  public var day: Day? { integer.flatMap { Int32(exactly: $0) }.map { Day(ordinal: $0) } }
  public var month: Month? { integer.flatMap { Int32(exactly: $0) }.map { Month(ordinal: $0) } }
  public var moment: Moment? { integer.map { Moment(millisecondsSinceEpoch: $0) } }
  public var digest: Digest? { bytes.flatMap { Digest($0) } }

  /// The value of a key of a map; nil when absent or not a map.
  public subscript(_ key: String) -> CanonicalValue? { map?[key] }
}

/// Equality is that of the encodings: `-0.0 ≠ 0.0`, a NaN equals itself, and texts are compared byte by byte.
extension CanonicalValue: Equatable {
  public static func == (left: CanonicalValue, right: CanonicalValue) -> Bool {
    var leftBytes = CanonicalEncoder()
    var rightBytes = CanonicalEncoder()
    guard (try? leftBytes.put(left)) != nil, (try? rightBytes.put(right)) != nil else { return false }
    return leftBytes.bytes == rightBytes.bytes
  }
}

/// Bounds that stored and foreign bytes are read under.
public struct CanonicalLimits: Hashable, Sendable {
  public var depth: Int
  public var bytes: Int

  public init(depth: Int = 32, bytes: Int = 64 << 20) {
    self.depth = depth
    self.bytes = bytes
  }

  public static let standard = CanonicalLimits()
}
