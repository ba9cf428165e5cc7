// SPDX-License-Identifier: Apache-2.0
import Access
import Commerce
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let imports: [Route] = [
    .route(.get, "/api/v1/kinds", To.ViewPlan.self, "What a file may hold, field by field") { _, _, _ in
      .object([.init("kinds", JSON(FactSchema.all) { $0.json })])
    },
    .route(.get, "/api/v1/imports", To.ViewCompany.self, "Every import, newest first") { proof, _, workspace in
      let receipts = try workspace.imports(proof)
      return .object([.init("batches", JSON(receipts) { $0.json })])
    },
    .calculated(
      .post, "/api/v1/imports/preview", To.ImportFacts.self, bodyLimit: 100 << 20,
      "What a file seems to hold, before anything is kept"
    ) { proof, input, workspace in
      let name = input.query["filename"] ?? "upload.csv"
      let kind = input.query["kind"].flatMap { FactKind(name: $0) }
      let preview = try workspace.previewImport(proof, bytes: input.body, fileName: name, kind: kind)
      return { try preview.look().json(upload: preview.upload) }
    },
    .calculated(
      .post, "/api/v1/imports/preview/again", To.ImportFacts.self, bodyLimit: 8 << 20,
      "The same file with what a person said of it: another kind, a year, mended cells"
    ) { proof, input, workspace in
      let body = try input.json()
      guard let upload = body["upload"]?.text else {
        throw Problem.request("request.body-incomplete", zh: "请求体需要 upload", en: "the body needs upload")
      }
      let preview = try workspace.previewAgain(
        proof, upload: upload, kind: body["kind"]?.text.flatMap { FactKind(name: $0) }, answers: try FileAnswers(body))
      return { try preview.look().json(upload: preview.upload) }
    },
    .alongside(.post, "/api/v1/imports", To.ImportFacts.self, "Keeps a previewed file's rows as facts") {
      proof, input, workspace in
      let body = try input.json()
      guard let upload = body["upload"]?.text, let kind = body["kind"]?.text.flatMap({ FactKind(name: $0) }) else {
        throw Problem.request(
          "request.body-incomplete", zh: "请求体需要 upload 和 kind", en: "the body needs upload and kind")
      }
      var columns: [String: String] = [:]
      for member in body["columns"]?.members ?? [] { columns[member.name] = member.value.text }
      let run = try workspace.importUpload(
        proof, upload: upload, kind: kind, columns: columns.isEmpty ? nil : columns, reason: body["reason"]?.text ?? "",
        replaces: body["replaces"]?.whole)
      return { turns, work in
        let result = try run.finish(turns, work: work)
        // The card is for whoever may see the company's figures, as everybody who brings facts in may.
        let card = try turns.turn { try $0.batchCard(try Access.authorize(proof.person, to: To.ViewCompany.self), result.batch) }
        let moved = result.moved.filter { one in one.permission.map { Access.allows(proof.person, $0) } ?? true }
        return result.json(card: card, moved: Array(moved.prefix(20)))
      }
    },
  ]
}

extension FileAnswers {
  /// `{year?, mends?: [{line, column, text}]}`.
  fileprivate init(_ body: JSON) throws(Problem) {
    let given = body["mends"]?.elements ?? []
    let mends = given.compactMap { one -> Mend? in
      guard let line = one["line"]?.whole, let column = one["column"]?.text, let text = one["text"]?.text else { return nil }
      return text.utf8.count <= FileAnswers.textLimit ? Mend(line: Int(clamping: line), column: column, text: text) : nil
    }
    guard mends.count == given.count, given.count <= FileAnswers.mendLimit else {
      throw Problem.request(
        "request.body-incomplete", zh: "mends 最多 \(FileAnswers.mendLimit) 项，每项需要 line、column、text（最多 \(FileAnswers.textLimit) 字节）",
        en: "mends are at most \(FileAnswers.mendLimit), each with line, column and a text of at most \(FileAnswers.textLimit) bytes")
    }
    self.init(year: body["year"]?.whole.map { Int(clamping: $0) }, mends: mends)
  }
}

extension FactSchema {
  fileprivate var json: JSON {
    .object([
      .init("kind", .string(kind.rawValue)), .init("label", .text(kind.label)),
      .init(
        "fields",
        JSON(fields) { field in
          .object([
            .init("name", .string(field.name)), .init("label", .text(field.words)),
            .init("type", .string("\(field.type)")), .init("isRequired", JSON(field.isRequired)),
            .init("refersTo", JSON(field.refersTo?.rawValue)),
          ])
        }),
    ])
  }
}

extension ImportRecord {
  fileprivate var json: JSON {
    .object([
      .init("batch", .integer(batch)), .init("kind", .string(kind.rawValue)), .init("label", .text(kind.label)),
      .init("file", .string(fileName)), .init("rows", JSON(rows)), .init("by", .string(by)), .init("at", .string(at)),
      .init("state", .string(state)), .init("score", .count(score)),
    ])
  }
}

extension FactFileFinding {
  var json: JSON {
    .object([
      .init("code", .string(code)), .init("severity", .string(severity)), .init("line", JSON(line)),
      .init("column", .string(column)), .init("header", .string(header)), .init("value", .string(value)),
      .init("message", .text(message)), .init("hint", .text(hint)),
    ])
  }
}

extension FactFileReading.Rounding {
  fileprivate var json: JSON {
    .object([
      .init("field", .string(field)), .init("header", .string(header)), .init("cells", JSON(cells)),
      .init("difference", .string(difference)), .init("isExact", JSON(isExact)),
    ])
  }
}

extension FactFilePreview {
  func json(upload: String) -> JSON {
    let schema = FactSchema.of(kind)
    return .object([
      .init("upload", .string(upload)), .init("kind", .string(kind.rawValue)),
      .init(
        "kindGuesses",
        JSON(kindGuesses) { .object([.init("kind", .string($0.kind.rawValue)), .init("score", .share($0.score))]) }),
      .init("rememberedFrom", JSON(rememberedFrom)), .init("encoding", .string(reading.encoding)),
      .init("headerLine", JSON(reading.headerLine)),
      .init(
        "columns",
        JSON(columns) { column in
          let field = column.field.flatMap { schema.index(of: $0) }.map { schema.fields[$0] }
          return .object([
            .init("header", .string(column.header)), .init("field", JSON(column.field)),
            .init("label", field.map { .text($0.words) } ?? .null),
            .init("confidence", .share(column.confidence)), .init("samples", JSON(column.samples) { .string($0) }),
          ])
        }),
      .init(
        "questions",
        JSON(questions) { question in
          let field = schema.index(of: question.field).map { schema.fields[$0] }
          return .object([
            .init("field", .string(question.field)), .init("label", field.map { .text($0.words) } ?? .null),
            .init("candidates", JSON(question.candidates) { .string($0) }), .init("proposal", question.proposal.map { .text($0) } ?? .null),
            .init("asksForYear", JSON(question.asksForYear)),
          ])
        }),
      .init("rowsRead", JSON(reading.rowsRead)), .init("accepted", JSON(reading.table.rowCount)),
      .init("rejected", JSON(reading.rejected)), .init("findings", JSON(Array(reading.findings.prefix(200))) { $0.json }),
      .init("findingsTotal", JSON(reading.findingsTotal)), .init("roundings", JSON(reading.roundings) { $0.json }),
    ])
  }
}

extension ImportResultRecord {
  fileprivate func json(card: BatchCard, moved: [MovedFigure]) -> JSON {
    .object(members + [.init("card", card.json), .init("moved", JSON(moved) { $0.json })])
  }

  /// What became of the rows.
  var members: [JSON.Member] {
    [
      .init("isHeld", JSON(isHeld)), .init("batch", .integer(batch)), .init("rowsRead", JSON(reading.rowsRead)),
      .init("accepted", JSON(accepted)), .init("rejected", JSON(reading.rejected)),
      .init("added", JSON(added)), .init("corrected", JSON(corrected)), .init("unchanged", JSON(unchanged)),
      .init("findings", JSON(Array(reading.findings.prefix(200))) { $0.json }),
      .init("findingsTotal", JSON(reading.findingsTotal)), .init("roundings", JSON(reading.roundings) { $0.json }),
    ]
  }
}
