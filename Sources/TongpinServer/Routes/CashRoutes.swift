// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let cash: [Route] = [
    .reading(.get, "/api/v1/cash", To.ViewCash.self, "The bank balance by day, week or month") { proof, input, workspace in
      .ready(try workspace.cashView(proof, grain: grain(of: input)).json(revision: workspace.revision))
    },
    .reading(.get, "/api/v1/cash/entries", To.ViewCash.self, "What money comes and goes in a period, piece by piece") {
      proof, input, workspace in
      .ready(
        try workspace.cashEntries(
          proof, grain: grain(of: input), period: try input.required("period"), line: input.query["line"], account: input.query["account"]
        ).json(revision: workspace.revision))
    },
    .route(
      .get, "/api/v1/cash/shortfall", To.ViewCash.self, "The first shortfall, what leads there, and the ways out with effect and price"
    ) { proof, input, workspace in
      let chosen = input.query["measures"].map { $0.split(separator: ",").map(String.init) }
      return try workspace.answerShortfall(proof, chosen: chosen, scenario: try scenario(of: input)).json(revision: workspace.revision)
    },
    .reading(.get, "/api/v1/cash/documents", To.ViewCash.self, "The documents behind a figure of the cash view") {
      proof, input, workspace in
      let (period, line) = (try input.required("period"), try input.required("line"))
      return .ready(try workspace.cashDocuments(proof, grain: grain(of: input), period: period, line: line).json)
    },
    .route(.get, "/api/v1/cash/partners", To.ViewCash.self, "How customers pay, beside what they agreed; suppliers' terms") {
      proof, _, workspace in
      try workspace.partnerPayments(proof).json(revision: workspace.revision)
    },
  ]

  /// Week when it is left out.
  private static func grain(of input: RouteInput) -> CashView.Grain { CashView.Grain(rawValue: input.query["grain"] ?? "week") ?? .week }
}

extension CashView {
  fileprivate func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("minimum", .money(minimum)), .init("opening", .money(opening)),
      .init("firstShortfall", firstShortfall?.json ?? .null),
      .init(
        "lines",
        JSON(lines) {
          .object([.init("key", .string($0.key)), .init("label", .text($0.label)), .init("sign", JSON($0.sign))])
        }),
      .init("accounts", JSON(accounts) { $0.json }),
      .init("periods", JSON(periods) { $0.json(lines: lines) }),
    ])
  }
}

extension CashView.Period {
  fileprivate func json(lines: [CashView.Line]) -> JSON {
    .object([
      .init("id", .string(id)), .init("label", .text(label)), .init("from", .day(from)), .init("opening", .money(opening)),
      .init("closing", .money(closing)), .init("isBelowMinimum", JSON(isBelowMinimum)), .init("restricted", .money(restricted)),
      .init("amounts", .object(zip(lines, amounts).map { .init($0.key, .money($1)) })),
      .init(
        "accounts",
        JSON(accounts) {
          .object([.init("received", .money($0.received)), .init("paid", .money($0.paid)), .init("closing", .money($0.closing))])
        }),
    ])
  }
}

extension CashView.Account {
  fileprivate var json: JSON {
    .object([
      .init("code", .string(code)), .init("name", .text(name)), .init("opening", .money(opening)),
      .init("restricted", .money(restricted)), .init("isRestricted", JSON(isRestricted)),
      .init("lines", JSON(lines) { .object([.init("key", .string($0.key)), .init("share", .share($0.share))]) }),
    ])
  }
}

extension CashEntries {
  fileprivate func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("from", .day(from)), .init("through", .day(through)), .init("total", JSON(total)),
      .init("net", .money(net)), .init("unlisted", .money(unlisted)),
      .init("entries", JSON(entries) { $0.json(accounts) }),
    ])
  }
}

extension CashEntry {
  fileprivate func json(_ accounts: [BankAccount]) -> JSON {
    .object([
      .init("line", .string(line)), .init("day", .day(day)), .init("label", .text(label)),
      .init("counterparty", counterparty.map { .text($0) } ?? .null), .init("amount", .money(amount)),
      .init("source", .string(source.rawValue)), .init("certainty", .string(certainty.rawValue)),
      .init("timing", JSON(timing?.rawValue)), .init("isOverdue", JSON(isOverdue)),
      .init("dueOn", .day(dueOn)), .init("account", .string(account.map { accounts[$0].code } ?? "")),
      .init("document", JSON(document)), .init("cell", JSON(cell)),
    ])
  }
}

extension ShortfallAnswer {
  fileprivate func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("minimum", .money(minimum)), .init("shortfall", shortfall?.json ?? .null),
      .init("lowest", lowest.json), .init("lead", lead?.json ?? .null), .init("measures", JSON(measures) { $0.json }),
      .init("suggested", suggested.json), .init("chosen", chosen?.json ?? .null),
    ])
  }
}

extension ShortfallAnswer.Lead {
  fileprivate var json: JSON {
    .object([
      .init("from", .day(from)), .init("opening", .money(opening)), .init("closing", .money(closing)),
      .init("lines", JSON(lines) { .object([.init("key", .string($0.key)), .init("amount", .money($0.amount))]) }),
      .init(
        "payments",
        JSON(payments) { entry in
          .object([
            .init("line", .string(entry.line)), .init("day", .day(entry.day)), .init("label", .text(entry.label)),
            .init("counterparty", entry.counterparty.map { .text($0) } ?? .null), .init("amount", .money(entry.amount)),
            .init("certainty", .string(entry.certainty.rawValue)), .init("document", JSON(entry.document)), .init("cell", JSON(entry.cell)),
          ])
        }),
    ])
  }
}

extension PricedMeasure {
  fileprivate var json: JSON {
    .object([
      .init("id", .string(measure.id)), .init("kind", .string(measure.kind.rawValue)), .init("label", .text(measure.label)),
      .init("terms", .text(measure.terms)), .init("counterparty", measure.counterparty.map { .text($0) } ?? .null),
      .init("amount", .money(measure.amount)), .init("effect", .money(effect)), .init("effectAtLowest", .money(effectAtLowest)),
      .init("cost", .money(cost)), .init("actBy", .day(measure.actBy)), .init("document", JSON(measure.document)),
      .init("excludes", JSON(measure.uses) { .string($0) }),
    ])
  }
}

extension MeasureCombination {
  fileprivate var json: JSON {
    .object([
      .init("measures", JSON(ids) { .string($0) }), .init("cost", .money(cost)), .init("shortfall", shortfall?.json ?? .null),
      .init("lowest", lowest.json),
    ])
  }
}

extension CashLow {
  fileprivate var json: JSON {
    .object([.init("day", .day(day)), .init("balance", .money(balance)), .init("gap", .money(gap))])
  }
}

extension CashDocuments {
  fileprivate var json: JSON {
    .object([
      .init(
        "documents",
        JSON(documents) { entry in
          .object([
            .init("id", .string(entry.document.id)), .init("kind", .string(entry.document.kind.rawValue)),
            .init(
              "label",
              .bilingual(
                entry.document.kind.label.chinese + " " + entry.document.number,
                entry.document.kind.label.english + " " + entry.document.number)),
            .init("counterparty", .string(entry.document.counterparty.chinese)),
            .init("counterpartyName", .text(entry.document.counterparty)), .init("amount", .money(entry.amount)),
            .init("dueOn", .day(entry.dueOn)), .init("cell", .null),
          ])
        }),
      .init(
        "rest",
        .object([
          .init("label", .bilingual("由计划推出（尚无单据）", "Derived from the plan, no document yet")),
          .init("amount", .money(rest)), .init("cell", JSON(cell)),
        ])),
    ])
  }
}
