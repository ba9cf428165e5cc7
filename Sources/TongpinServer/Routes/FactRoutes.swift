// SPDX-License-Identifier: Apache-2.0
import Access
import Commerce
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let facts: [Route] = [
    .calculated(
      .get, "/api/v1/facts/coverage", To.ViewCompany.self,
      "Which months have rows, which lack them and where they fall off, kind by kind, with the newest day and the newest import"
    ) { proof, input, workspace in
      let kind = try coverageKind(input)
      let (reading, revision) = (workspace.coverage(proof, kind: kind), workspace.revision)
      return { try reading.read().json(revision: revision, isDetailed: kind != nil) }
    },
    .route(
      .post, "/api/v1/facts/{kind}", To.ImportFacts.self, bodyLimit: SourceBounds.pushBytes,
      "Takes rows that somebody sends: fields by name, what was noticed row by row in the answer"
    ) { proof, input, workspace in
      guard let kind = input.path["kind"].flatMap({ FactKind(name: $0) }) else {
        throw Problem(
          "facts.kind-not-known", status: 404, title: ("没有这种数据", "there is no such kind of facts"),
          hint: ("种类见 GET /api/v1/kinds", "GET /api/v1/kinds lists them"))
      }
      let body = try input.json()
      guard let key = body["id"]?.text, let rows = body["rows"]?.elements else {
        throw Problem.request("request.body-incomplete", zh: "请求体需要 id 和 rows", en: "the body needs id and rows")
      }
      let pushed = try workspace.pushFacts(proof, try table(rows, kind), kind: kind, source: body["source"]?.whole, key: key)
      return pushed.json
    },
  ]

  /// The kind that is asked for, if one is: it must have days.
  private static func coverageKind(_ input: RouteInput) throws -> FactKind? {
    guard let text = input.query["kind"], !text.isEmpty else { return nil }
    if let kind = FactKind(name: text), FactSchema.of(kind).hasDays { return kind }
    let known = FactSchema.all.filter(\.hasDays).map(\.kind.rawValue).joined(separator: ", ")
    throw Problem.request(
      "request.value-not-known", zh: "kind 没有按日期记录的种类 \(text)；可用：\(known)",
      en: "kind has no kind with days called \(text); known are \(known)",
      parameters: ["name": "kind", "value": .string(text)])
  }

  /// Rows as texts, one column a field of the kind that any row names, in the order of the kind.
  private static func table(_ rows: [JSON], _ kind: FactKind) throws -> SourceRows {
    let schema = FactSchema.of(kind)
    var named = [Bool](repeating: false, count: schema.fields.count)
    let places = Dictionary(uniqueKeysWithValues: schema.fields.enumerated().map { ($0.element.name, $0.offset) })
    var cells: [[String?]] = []
    cells.reserveCapacity(rows.count)
    for (index, row) in rows.enumerated() {
      guard let members = row.members else { throw unfit(index, zh: "不是对象", en: "is no object") }
      var line = [String?](repeating: nil, count: schema.fields.count)
      for member in members {
        guard let place = places[member.name] else {
          throw unfit(index, zh: "\(kind.label.chinese)没有字段 \(member.name)", en: "\(kind.label.english) have no field \(member.name)")
        }
        named[place] = true
        switch member.value {
        case .null: line[place] = nil
        case .string(let text), .number(let text): line[place] = text
        case .integer(let number): line[place] = String(number)
        case .boolean(let flag): line[place] = flag ? "true" : "false"
        case .array, .object: throw unfit(index, zh: "\(member.name) 应是文字或数", en: "\(member.name) is no text or number")
        }
      }
      cells.append(line)
    }
    let kept = named.indices.filter { named[$0] }
    return SourceRows(columns: kept.map { schema.fields[$0].name }, rows: cells.map { line in kept.map { line[$0] } })
  }

  private static func unfit(_ index: Int, zh: String, en: String) -> Problem {
    .request(
      "facts.row-not-readable", zh: "第 \(index + 1) 行\(zh)", en: "row \(index + 1) \(en)", parameters: ["row": JSON(index + 1)])
  }
}

extension PushResult {
  fileprivate var json: JSON {
    .object(result.members + [.init("isRepeat", JSON(isRepeat))])
  }
}
