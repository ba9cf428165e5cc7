// SPDX-License-Identifier: Apache-2.0
import Wire

/// What a value of a request has to be: as much of JSON Schema 2020-12 as the description of the API uses for requests. A keyword that is
/// not understood here is refused when the description is read, so that nothing it promises is silently left unchecked.
final class ContractSchema: Sendable {
  enum Kind: String, Sendable { case object, array, string, integer, number, boolean, null }

  enum Others: Sendable {
    case anything, nothing
    case each(ContractSchema)
  }

  /// The name of another schema that this one stands for.
  let reference: String?
  /// Empty: any.
  let kinds: [Kind]
  /// `enum` or `const`.
  let choices: [JSON]?
  let required: [String]
  let properties: [String: ContractSchema]
  /// Members that `properties` does not name.
  let others: Others
  let items: ContractSchema?
  let count: ClosedRange<Int>
  /// Unicode scalars.
  let length: ClosedRange<Int>
  let minimum: Double?
  let maximum: Double?
  let pattern: ContractPattern?
  let all: [ContractSchema]
  let any: [ContractSchema]
  let one: [ContractSchema]

  private static let said: Set<String> = ["description", "default", "title", "examples", "format", "deprecated"]
  private static let understood: Set<String> = [
    "$ref", "type", "enum", "const", "required", "properties", "additionalProperties", "items", "minItems", "maxItems", "minLength",
    "maxLength", "minimum", "maximum", "pattern", "allOf", "anyOf", "oneOf",
  ]

  /// - Parameter note: hears of every schema that is referred to.
  /// - Throws: `ContractUnreadable`, with the place in the description.
  init(_ json: JSON, at place: String, note: (String) -> Void) throws(ContractUnreadable) {
    for member in json.members ?? [] where !Self.said.contains(member.name) && !Self.understood.contains(member.name) {
      throw ContractUnreadable(place: "\(place)/\(member.name)")
    }
    func list(_ name: String) throws(ContractUnreadable) -> [ContractSchema] {
      var found: [ContractSchema] = []
      for (index, one) in (json[name]?.elements ?? []).enumerated() {
        found.append(try ContractSchema(one, at: "\(place)/\(name)/\(index)", note: note))
      }
      return found
    }
    reference = try Self.reference(json["$ref"], place)
    if let reference { note(reference) }
    kinds = try Self.kinds(json["type"], place)
    choices = json["enum"]?.elements ?? json["const"].map { [$0] }
    required = (json["required"]?.elements ?? []).compactMap(\.text)
    var properties: [String: ContractSchema] = [:]
    for member in json["properties"]?.members ?? [] {
      properties[member.name] = try ContractSchema(member.value, at: "\(place)/properties/\(member.name)", note: note)
    }
    self.properties = properties
    switch json["additionalProperties"] {
    case .none, .some(.boolean(true)): others = .anything
    case .some(.boolean(false)): others = .nothing
    case .some(let schema): others = .each(try ContractSchema(schema, at: "\(place)/additionalProperties", note: note))
    }
    if let each = json["items"] { items = try ContractSchema(each, at: "\(place)/items", note: note) } else { items = nil }
    count = Self.range(json["minItems"], json["maxItems"])
    length = Self.range(json["minLength"], json["maxLength"])
    minimum = json["minimum"]?.decimalText.flatMap { Double($0) }
    maximum = json["maximum"]?.decimalText.flatMap { Double($0) }
    if let text = json["pattern"]?.text {
      guard let known = ContractPattern(rawValue: text) else { throw ContractUnreadable(place: "\(place)/pattern") }
      pattern = known
    } else {
      pattern = nil
    }
    (all, any, one) = (try list("allOf"), try list("anyOf"), try list("oneOf"))
  }

  private static func reference(_ json: JSON?, _ place: String) throws(ContractUnreadable) -> String? {
    guard let text = json?.text else { return nil }
    let prefix = "#/components/schemas/"
    guard text.hasPrefix(prefix) else { throw ContractUnreadable(place: "\(place)/$ref") }
    return String(text.dropFirst(prefix.count))
  }

  private static func kinds(_ json: JSON?, _ place: String) throws(ContractUnreadable) -> [Kind] {
    var kinds: [Kind] = []
    for name in json.map({ $0.elements ?? [$0] }) ?? [] {
      guard let kind = name.text.flatMap({ Kind(rawValue: $0) }) else { throw ContractUnreadable(place: "\(place)/type") }
      kinds.append(kind)
    }
    return kinds
  }

  private static func range(_ least: JSON?, _ most: JSON?) -> ClosedRange<Int> {
    let least = least?.whole.map { Int(clamping: $0) } ?? 0
    return least...max(least, most?.whole.map { Int(clamping: $0) } ?? .max)
  }
}

/// The description says something that the server cannot check.
struct ContractUnreadable: Error, CustomStringConvertible {
  let place: String
  var description: String { "the description of the API cannot be read at \(place)" }
}
