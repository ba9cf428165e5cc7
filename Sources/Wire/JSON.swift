// SPDX-License-Identifier: Apache-2.0

/// A JSON value as plain data; objects keep the order in which they were written.
public enum JSON: Sendable, Equatable {
  case null
  case boolean(Bool)
  case integer(Int64)
  /// A decimal number kept as its text, so that nothing passes through binary floating point.
  case number(String)
  case string(String)
  case array([JSON])
  case object([Member])

  public struct Member: Sendable, Equatable {
    public let name: String
    public let value: JSON
    public init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  /// The value of a member; nil when absent or not an object. `null` counts as absent.
  public subscript(_ name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    guard let value = members.first(where: { $0.name == name })?.value, value != .null else { return nil }
    return value
  }

  public var text: String? { if case .string(let value) = self { value } else { nil } }
  public var flag: Bool? { if case .boolean(let value) = self { value } else { nil } }
  public var whole: Int64? { if case .integer(let value) = self { value } else { nil } }
  public var elements: [JSON]? { if case .array(let values) = self { values } else { nil } }
  public var members: [Member]? { if case .object(let members) = self { members } else { nil } }
  /// A number as typed, or a string that holds one: amounts travel as strings.
  public var decimalText: String? {
    switch self {
    case .string(let value), .number(let value): value
    case .integer(let value): String(value)
    default: nil
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
  public init(nilLiteral: ()) { self = .null }

  /// A text or null.
  public init(_ text: String?) { self = text.map { .string($0) } ?? .null }
  public init(_ value: Int) { self = .integer(Int64(value)) }
  public init(_ value: Bool) { self = .boolean(value) }
  public init<Element>(_ elements: [Element], _ each: (Element) -> JSON) { self = .array(elements.map(each)) }
}
