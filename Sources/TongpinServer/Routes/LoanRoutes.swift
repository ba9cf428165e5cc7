// SPDX-License-Identifier: Apache-2.0
import Access
import FinancialPlanning
import HTTPTypes
import PlanningCycle
import Quantities
import Wire

extension Route {
  static let loans: [Route] = [
    .reading(
      .get, "/api/v1/loans", To.ViewCash.self,
      "Loans with what their banks take on which day, and the plan's draws, repayments and interest"
    ) {
      proof, input, workspace in
      let grain = LoansView.Grain(rawValue: input.query["grain"] ?? "month") ?? .month
      return .ready(try workspace.loansView(proof, grain: grain, scenario: try scenario(of: input)).json(revision: workspace.revision))
    }
  ]
}

extension LoansView {
  fileprivate func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("today", .day(today)), .init("loans", JSON(lines) { $0.json }),
      .init(
        "periods",
        JSON(periods) { one in
          .object([
            .init("id", .string(one.id)), .init("label", .text(one.label)), .init("opening", .money(one.opening)),
            .init("drawn", .money(one.drawn)), .init("repaid", .money(one.repaid)), .init("closing", .money(one.closing)),
            .init("interest", .money(one.interest)), .init("scheduled", .money(one.scheduled)),
          ])
        }),
    ])
  }
}

extension LoansView.Line {
  fileprivate var json: JSON {
    .object([
      .init("code", .string(code)), .init("bank", bank.map { .text($0) } ?? .null), .init("drawnOn", .day(drawnOn)),
      .init("maturesOn", .day(maturesOn)), .init("principal", .money(principal)), .init("rate", JSON(rate?.description)),
      .init("dayBasis", JSON(dayBasis)), .init("settlement", .string(settlement == .monthly ? "monthly" : "quarterly")),
      .init("free", .money(free)),
      .init(
        "payments",
        JSON(payments) { one in
          .object([
            .init("on", .day(one.day)), .init("interest", .money(one.interest)), .init("principal", .money(one.principal)),
            .init("balance", .money(one.balance)),
          ])
        }),
    ])
  }
}
