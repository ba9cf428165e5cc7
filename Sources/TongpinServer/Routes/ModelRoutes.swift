// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Formulas
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  /// Text of at most 2 MB, written as JSON.
  private static let textLimit = 5 << 20

  static let model: [Route] = [
    .route(.get, "/api/v1/model", To.ViewPlan.self, "The planning model in force: text, outline, findings") {
      proof, _, workspace in workspace.readModel(proof).json(revision: workspace.revision)
    },
    .route(.get, "/api/v1/model/language", To.ViewPlan.self, "What can be written in a model text") {
      proof, _, workspace in workspace.languageGuide(proof).json
    },
    .route(.get, "/api/v1/model/history", To.ViewPlan.self, "Who changed the model, when, why, and the lines") {
      proof, _, workspace in
      .object([.init("changes", JSON(try workspace.modelChanges(proof)) { $0.json })])
    },
    .calculated(.post, "/api/v1/model/check", To.ViewPlan.self, bodyLimit: textLimit, "What a text declares and what is wrong with it") {
      proof, input, workspace in
      let text = try modelText(input)
      let checker = workspace.modelChecker(proof)
      return { checker.check(text).json }
    },
    .calculated(.post, "/api/v1/model/preview", To.EditModel.self, bodyLimit: textLimit, "What a text would change, before it is committed")
    {
      proof, input, workspace in
      let revision = workspace.revision
      let trial = try workspace.tryModel(proof, text: try modelText(input))
      return { try trial.preview().json(revision: revision) }
    },
  ]

  static func modelText(_ input: RouteInput) throws -> String {
    guard let text = try input.json()["text"]?.text else {
      throw Problem.request("request.field-missing", zh: "缺少 text", en: "text is missing", parameters: ["name": .string("text")])
    }
    return text
  }
}

extension ModelView {
  fileprivate func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("changedIn", .integer(changedIn)), .init("isStandard", JSON(isStandard)),
      .init("mayChange", JSON(mayChange)),
      .init("year", JSON(year)), .init("text", .string(text)), .init("outline", outline.json),
      .init("findings", JSON(findings) { $0.json }),
      .init(
        "values",
        .object(
          outline.measures.compactMap { measure in
            values[measure.id].map { .init(measure.id, .figure($0, decimals: measure.unit == "%" ? 6 : 2)) }
          })),
    ])
  }
}

extension ModelCheck {
  fileprivate var json: JSON {
    .object([
      .init("isUsable", JSON(isUsable)), .init("outline", outline.json), .init("findings", JSON(findings) { $0.json }),
    ])
  }
}

extension TextFinding {
  var json: JSON {
    .object([
      .init("severity", .string(severity == .error ? "error" : "warning")), .init("code", .string(code.text)),
      .init("line", JSON(place.line)), .init("column", JSON(place.column)), .init("subject", .string(subject)),
      .init("detail", .bilingual(words.chinese, words.english)), .init("hint", .bilingual(advice.chinese, advice.english)),
    ])
  }
}

extension ModelOutline {
  var json: JSON {
    .object([
      .init("sections", JSON(sections) { .object([.init("name", .text($0.name)), .init("line", JSON($0.line))]) }),
      .init(
        "dimensions",
        JSON(dimensions) { dimension in
          .object([
            .init("id", .string(dimension.id)), .init("name", .text(dimension.name)), .init("line", JSON(dimension.line)),
            .init("levels", JSON(dimension.levels) { .text($0) }),
            .init(
              "properties",
              JSON(dimension.properties) { .object([.init("id", .string($0.id)), .init("name", .text($0.name))]) }),
          ])
        }), .init("measures", JSON(measures) { $0.json }),
    ])
  }
}

extension ModelOutline.Measure {
  fileprivate var json: JSON {
    .object([
      .init("id", .string(id)), .init("name", .text(name)), .init("aliases", JSON(aliases) { .string($0) }),
      .init("kind", .string(kind.rawValue)), .init("section", section.map { JSON($0) } ?? .null), .init("line", JSON(line)),
      .init("shape", .string(shape)), .init("dimensions", JSON(dimensions) { .text($0) }), .init("unit", .string(unit)),
      .init("formula", formula.map { .text($0) } ?? .null), .init("note", note.map { .text($0) } ?? .null),
      .init("basis", attributes["basis"].map { .basis($0) } ?? .null), .init("uses", JSON(uses) { .string($0) }),
      .init("usedBy", JSON(usedBy) { .string($0) }),
    ])
  }
}

extension LanguageGuide {
  fileprivate var json: JSON {
    .object([
      .init(
        "functions",
        JSON(functions) { function in
          .object([
            .init("name", .string(function.name)), .init("signature", .string(function.signature)),
            .init("words", .text(function.words)), .init("example", .string(function.example)),
          ])
        }),
      .init(
        "attributes",
        JSON(attributes) { attribute in
          .object([
            .init("key", .string(attribute.key)), .init("values", JSON(attribute.values) { .string($0) }),
            .init("words", .text(attribute.words)),
          ])
        }),
      .init(
        "operators",
        JSON(operators) { one in
          .object([
            .init("name", .string(one.name)),
            .init(
              "arguments",
              JSON(one.arguments) { .object([.init("name", .string($0.name)), .init("isRequired", JSON($0.isRequired))]) }),
            .init("results", JSON(one.results) { .string($0) }),
          ])
        }), .init("keywords", JSON(keywords) { .string($0) }), .init("units", JSON(units) { .string($0) }),
    ])
  }
}

extension ModelChange {
  fileprivate var json: JSON {
    .object([
      .init("event", .integer(event)), .init("at", .integer(at.millisecondsSinceEpoch)), .init("by", .string(by)),
      .init("reason", .string(reason)), .init("label", .text(label)), .init("added", JSON(lines.added)),
      .init("removed", JSON(lines.removed)), .init("isCut", JSON(lines.isCut)),
      .init(
        "runs",
        JSON(lines.runs) { run in
          JSON(run) { line in
            .object([
              .init("mark", .string(line.mark.rawValue)), .init("number", JSON(line.number)), .init("text", .string(line.text)),
            ])
          }
        }),
    ])
  }
}
