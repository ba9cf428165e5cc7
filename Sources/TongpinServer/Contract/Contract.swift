// SPDX-License-Identifier: Apache-2.0
package import HTTPTypes
import PlanningCycle
package import Wire

/// The description of the API, kept as a promise: a request that is not what it says gets a clear answer at the door, before anything looks
/// at the plan. Rights are asked before it; what only the plan can know (whether a deal is there, whether a day exists) after it.
package struct Contract: Sendable {
  private struct Parameter: Sendable {
    let name: String
    let isInPath: Bool
    let isRequired: Bool
    let schema: ContractSchema
  }

  private struct Operation: Sendable {
    let parameters: [Parameter]
    /// nil: none, or no JSON.
    let body: ContractSchema?
    let needsBody: Bool
  }

  private let operations: [String: Operation]
  private let library: [String: ContractSchema]

  /// - Parameter bytes: an OpenAPI 3.1 document in JSON.
  /// - Throws: `JSONReadError`; `ContractUnreadable` for what cannot be checked.
  package init(reading bytes: [UInt8]) throws {
    let document = try JSON(reading: bytes)
    var (operations, library): ([String: Operation], [String: ContractSchema]) = ([:], [:])
    var referred: [String] = []
    func schema(_ json: JSON, _ place: String) throws -> ContractSchema {
      try ContractSchema(json, at: place) { referred.append($0) }
    }
    for path in document["paths"]?.members ?? [] {
      for operation in path.value.members ?? [] {
        let place = "\(operation.name.uppercased()) \(path.name)"
        let parameters = try (operation.value["parameters"]?.elements ?? []).compactMap { one -> Parameter? in
          guard let name = one["name"]?.text, let kind = one["in"]?.text, kind != "header", let described = one["schema"] else {
            return nil
          }
          return Parameter(
            name: name, isInPath: kind == "path", isRequired: one["required"]?.flag ?? false,
            schema: try schema(described, "\(place) \(name)"))
        }
        let body = try operation.value["requestBody"]?["content"]?["application/json"]?["schema"].map { try schema($0, "\(place) body") }
        let needsBody = operation.value["requestBody"]?["required"]?.flag ?? false
        operations[place] = Operation(parameters: parameters, body: body, needsBody: needsBody)
      }
    }
    while let name = referred.popLast() {
      guard library[name] == nil else { continue }
      guard let described = document["components"]?["schemas"]?[name] else {
        throw ContractUnreadable(place: "#/components/schemas/\(name)")
      }
      library[name] = try schema(described, "#/components/schemas/\(name)")
    }
    self.operations = operations
    self.library = library
  }

  package func describes(_ method: HTTPRequest.Method, _ pattern: String) -> Bool { operations["\(method.rawValue) \(pattern)"] != nil }

  package func takesJSON(_ method: HTTPRequest.Method, _ pattern: String) -> Bool {
    operations["\(method.rawValue) \(pattern)"]?.body != nil
  }

  /// - Parameters:
  ///   - pattern: of the route, `/api/v1/deals/{code}`.
  ///   - body: nil when nothing was sent, or the operation has none of JSON.
  /// - Throws: `Problem` 400, which names the fields.
  package func check(
    _ method: HTTPRequest.Method, _ pattern: String, path: [String: String] = [:], query: [String: String] = [:], body: JSON?
  ) throws(Problem) {
    guard let operation = operations["\(method.rawValue) \(pattern)"] else { return }
    var faults = ContractFaults()
    for one in operation.parameters {
      let text = one.isInPath ? path[one.name] : query[one.name]
      // An empty one is one that was left out.
      guard let text, !text.isEmpty else {
        if one.isRequired { faults.add(one.name, .missing) }
        continue
      }
      one.schema.check(one.schema.reading(text, library), at: one.name, library, &faults)
    }
    if let first = faults.all.first {
      throw .described(faults.all, first.isMissing ? "request.query-missing" : "request.query-not-readable")
    }
    if let body { operation.body?.check(body, at: "", library, &faults) }
    if body == nil, operation.body != nil, operation.needsBody { faults.add("", .missing) }
    if let first = faults.all.first {
      throw .described(faults.all, first.isMissing ? "request.field-missing" : "request.field-not-readable")
    }
  }
}

extension ContractSchema {
  /// A text of an address as the value it stands for; a text when it stands for none of another kind.
  fileprivate func reading(_ text: String, _ library: [String: ContractSchema]) -> JSON {
    let kinds = reference.flatMap { library[$0]?.kinds } ?? kinds
    if kinds.contains(.integer), let whole = Int64(text) { return .integer(whole) }
    if kinds.contains(.boolean), text == "true" || text == "false" { return .boolean(text == "true") }
    return .string(text)
  }
}

extension Problem {
  fileprivate static func described(_ faults: [ContractFault], _ code: String) -> Problem {
    let words = faults.map(\.words)
    return Problem(
      code, status: 400, title: ("请求有误", "the request cannot be read"),
      detail: (words.map(\.chinese).joined(separator: "；"), words.map(\.english).joined(separator: "; ")),
      hint: ("每个字段的写法见 /api/openapi.json", "how each field is written is in /api/openapi.json"),
      parameters: [("name", .string(faults[0].path)), ("fields", JSON(faults) { .string($0.path) })])
  }
}
