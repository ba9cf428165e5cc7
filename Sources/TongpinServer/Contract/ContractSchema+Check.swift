// SPDX-License-Identifier: Apache-2.0
import Wire

/// Faults as they are found: the first few, so that a large body does not make a large answer.
struct ContractFaults {
  static let limit = 5
  private(set) var all: [ContractFault] = []
  var isFull: Bool { all.count >= Self.limit }

  mutating func add(_ path: String, _ reason: ContractFault.Reason) {
    // One reason a place: what is said of a command and of its kind may meet.
    if !isFull, !all.contains(where: { $0.path == path }) { all.append(ContractFault(path: path, reason: reason)) }
  }

  fileprivate mutating func add(_ more: [ContractFault]) { for one in more { add(one.path, one.reason) } }
}

extension ContractSchema {
  /// Adds what is wrong with a value.
  ///
  /// - Parameters:
  ///   - path: of the value within the request.
  ///   - library: schemas by their names.
  func check(_ value: JSON, at path: String, _ library: [String: ContractSchema], _ faults: inout ContractFaults) {
    guard !faults.isFull else { return }
    if let reference { library[reference]?.check(value, at: path, library, &faults) }
    guard kinds.isEmpty || kinds.contains(where: { $0.fits(value) }) else { return faults.add(path, .kind(kinds)) }
    if let choices, !choices.contains(value) {
      return faults.add(path, .choice(choices.map { $0.decimalText ?? String(decoding: $0.encoded(), as: UTF8.self) }))
    }
    switch value {
    case .string(let text): checkText(text, path, &faults)
    case .integer, .number: checkNumber(value, path, &faults)
    case .array(let elements):
      if !count.contains(elements.count) { faults.add(path, .count(count, has: elements.count)) }
      guard let items else { break }
      for (index, element) in elements.enumerated() where !faults.isFull { items.check(element, at: "\(path)[\(index)]", library, &faults) }
    case .object(let members): checkMembers(members, path, library, &faults)
    case .null, .boolean: break
    }
    for schema in all { schema.check(value, at: path, library, &faults) }
    if !any.isEmpty { checkAny(value, path, library, &faults) }
    if !one.isEmpty { checkOne(value, path, library, &faults) }
  }

  private func checkText(_ text: String, _ path: String, _ faults: inout ContractFaults) {
    // A scalar takes at most four bytes: most texts need no counting.
    if length != 0...Int.max, text.utf8.count > length.upperBound || text.utf8.count < length.lowerBound * 4 {
      let has = text.unicodeScalars.count
      if !length.contains(has) { return faults.add(path, .length(length, has: has)) }
    }
    if let pattern, !pattern.fits(text) { faults.add(path, .pattern(pattern)) }
  }

  private func checkNumber(_ value: JSON, _ path: String, _ faults: inout ContractFaults) {
    guard minimum != nil || maximum != nil, let number = value.decimalText.flatMap({ Double($0) }) else { return }
    if number < minimum ?? -.infinity || number > maximum ?? .infinity { faults.add(path, .bounds(minimum: minimum, maximum: maximum)) }
  }

  private func checkMembers(
    _ members: [JSON.Member], _ path: String, _ library: [String: ContractSchema], _ faults: inout ContractFaults
  ) {
    for name in required where !members.contains(where: { $0.name == name }) { faults.add(Self.path(path, name), .missing) }
    for member in members {
      if let schema = properties[member.name] {
        schema.check(member.value, at: Self.path(path, member.name), library, &faults)
      } else {
        switch others {
        case .anything: break
        case .nothing: faults.add(Self.path(path, member.name), .unknown)
        case .each(let schema): schema.check(member.value, at: Self.path(path, member.name), library, &faults)
        }
      }
    }
  }

  private func checkAny(_ value: JSON, _ path: String, _ library: [String: ContractSchema], _ faults: inout ContractFaults) {
    let found = any.map { $0.faults(of: value, at: path, library) }
    guard !found.contains(where: \.isEmpty) else { return }
    // Of a thing or null, what is wrong with the thing says more than that it is neither.
    let things = zip(any, found).filter { $0.0.kinds != [.null] }
    if let only = things.first, things.count == 1 { faults.add(only.1) } else { faults.add(path, .none) }
  }

  /// One of several, told apart by a member that is a constant in each of them.
  private func checkOne(_ value: JSON, _ path: String, _ library: [String: ContractSchema], _ faults: inout ContractFaults) {
    let meant = one.filter { option in
      option.properties.contains { name, schema in
        guard let choices = schema.choices, choices.count == 1 else { return false }
        return value[name] == choices[0]
      }
    }
    if let only = meant.first, meant.count == 1 { return only.check(value, at: path, library, &faults) }
    // What tells them apart is itself at fault, and was said to be.
    guard !meant.isEmpty || faults.all.isEmpty else { return }
    if one.filter({ $0.faults(of: value, at: path, library).isEmpty }).count != 1 { faults.add(path, .none) }
  }

  private func faults(of value: JSON, at path: String, _ library: [String: ContractSchema]) -> [ContractFault] {
    var faults = ContractFaults()
    check(value, at: path, library, &faults)
    return faults.all
  }

  private static func path(_ path: String, _ name: String) -> String {
    let shown = name.count > 60 ? String(name.prefix(60)) + "…" : name
    return path.isEmpty ? shown : "\(path).\(shown)"
  }
}

extension ContractSchema.Kind {
  fileprivate func fits(_ value: JSON) -> Bool {
    switch (self, value) {
    case (.object, .object), (.array, .array), (.string, .string), (.integer, .integer), (.number, .integer), (.number, .number),
      (.boolean, .boolean), (.null, .null):
      true
    default: false
    }
  }
}
