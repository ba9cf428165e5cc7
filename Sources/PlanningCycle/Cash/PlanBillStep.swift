// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import FinancialPlanning
import Planning
public import Quantities

/// What is planned for a bill in hand, or for one that is pledged.
public enum PlannedBillStep: Sendable {
  /// Sold to a bank for good. - rate: a year; nil for the driver `bill_discount_rate`.
  case discount(on: Day, rate: FixedPoint?)
  /// Passed on to a supplier, for good, against invoices that are due from that day on.
  case endorse(on: Day, supplier: String)
  /// Given to a bank as security. - until: the day it or its money is free again; nil while nobody knows.
  case pledge(on: Day, until: Day?)
  /// Taken back from a pledge, of the facts or of the plan; after maturity its money is freed.
  case release(on: Day)

  var day: Day {
    switch self {
    case .discount(let day, _), .endorse(let day, _), .pledge(let day, _), .release(let day): day
    }
  }
}

extension Workspace {
  /// Plans a step of a bill in hand or pledged: entries of the plan's inputs, in the plan or in a scenario, which undo takes back.
  ///
  /// - Throws: `AccessError`; `CycleError.billNotKnown` for one that is not in hand, or that the plan gives away or pledges already
  ///   (for a release: one that is not pledged, or released already); `billStepRefused` with every reason
  ///   why the step cannot be; `scenarioNotKnown`; `StoreError`.
  public func planBillStep(
    _ proof: Authorized<To.ViewCash>, bill number: String, _ step: PlannedBillStep, scenario: Int64? = nil, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let book = try cashBook(proof, scenario: scenario)
    let (inputs, label) =
      if case .release(let day) = step {
        try release(of: number, on: day, in: book)
      } else {
        try inputs(of: step, try freeBill(number, in: book), in: book)
      }
    let edits = try book.plan.edits(of: inputs, event: revision + 1)
    try book.plan.authorise(proof.person, edits)
    guard let scenario else { return try commit("cells.edited", label, edits, context) }
    let known = try self.scenario(scenario, for: proof.person)
    return try commit(edits, label, to: known, try branch(of: known), context)
  }

  private func freeBill(_ number: String, in book: CashBook) throws(CycleError) -> CashBook.HeldBill {
    if let held = book.heldBills().first(where: { $0.bill.number == number && $0.isFree }) { return held }
    throw CycleError(
      .billNotKnown, BilingualText("这张票据不在手", "this bill is not in hand"),
      detail: BilingualText(
        "票据 \(number) 未收到、已转出、已质押，或计划里已经转让或质押", "bill \(number) did not come, has left, is pledged, or is planned to be"),
      hint: BilingualText("从票据台账里选一张在手的", "choose one of the register that is in hand"), parameters: ["bill": number])
  }

  private func inputs(
    of step: PlannedBillStep, _ held: CashBook.HeldBill, in book: CashBook
  ) throws(CycleError) -> ([CashInput], BilingualText) {
    let bill = held.bill
    let day = step.day
    var reasons = refusals(of: step, bill, in: book)
    if day < book.today { reasons.append(BilingualText("\(day) 已经过去", "\(day) is past")) }
    guard book.plan.calendar.index(of: day) != nil else {
      throw refused(bill, reasons + [BilingualText("\(day) 不在计划的天数里", "the plan has no day \(day)")])
    }
    switch step {
    case .discount(_, let given):
      let rate = given ?? book.facts.drivers.value("bill_discount_rate").flatMap { FindMeasures.rate($0) }
      let price = rate.flatMap {
        BillDiscount(face: Amount(minorUnits: bill.face, currency: .cny), annualRate: $0, days: day.distance(to: bill.maturesOn))
      }
      guard reasons.isEmpty, let price else {
        throw refused(bill, reasons.isEmpty ? [BilingualText("没有贴现利率", "no rate of discount is known")] : reasons)
      }
      return (
        [
          .money("bills_discounted", bill.face, on: day), .money("bills_given", bill.face, on: held.cashDay),
          .money("financing_charges", price.interest.minorUnits, on: day),
        ],
        BilingualText("\(day) 贴现票据 \(bill.number)", "bill \(bill.number) discounted on \(day)")
      )
    case .endorse(_, let supplier):
      var left = bill.face
      var inputs: [CashInput] = []
      for payable in book.payables(after: day.adding(days: -1)) where payable.invoice.party == supplier && left > 0 {
        let part = min(left, payable.invoice.amount)
        left -= part
        inputs.append(.money("payables_moved", -part, on: payable.day))
      }
      if left > 0 {
        let open = Amount(minorUnits: bill.face - left, currency: .cny).decimalText
        reasons.append(BilingualText("欠这家供应商的 \(open) 元不够抵票面", "what is owed to this supplier, \(open), is less than the bill"))
      }
      guard reasons.isEmpty else { throw refused(bill, reasons) }
      let name = book.name(ofSupplier: supplier)
      return (
        inputs + [
          .money("payables_moved", bill.face, on: day), .money("bills_endorsed", bill.face, on: day),
          .money("bills_given", bill.face, on: held.cashDay),
        ],
        BilingualText(
          "\(day) 背书票据 \(bill.number) 给\(name.chinese)", "bill \(bill.number) endorsed to \(name.english) on \(day)")
      )
    case .pledge(_, let until): return try pledge(of: held, on: day, until: until, reasons, in: book)
    case .release: return try release(of: bill.number, on: day, in: book)
    }
  }

  /// Every reason that the life of a bill has against the step.
  func refusals(of step: PlannedBillStep, _ bill: BillRegister.Bill, in book: CashBook) -> [BilingualText] {
    guard let received = bill.events.first?.day,
      let known = try? Bill(
        number: bill.number, face: Amount(minorUnits: bill.face, currency: .cny), drawnOn: min(received, bill.maturesOn.adding(days: -1)),
        maturesOn: bill.maturesOn)
    else { return [] }
    var life = BillLife(known)
    guard (try? life.apply(.receive(known.drawnOn), bankDays: book.bankDays)) != nil else { return [] }
    let wanted: BillStep =
      switch step {
      case .discount(let day, let rate): .discount(day, annualRate: rate ?? FixedPoint(mantissa: 0, scale: 0), withRecourse: false)
      case .endorse(let day, _): .endorse(day, withRecourse: false)
      case .pledge(let day, _): .pledge(day)
      case .release(let day): .release(day)
      }
    if case .release(let day) = step {
      // A bill that matured under pledge is money by then: any later day may free it.
      guard day < bill.maturesOn, (try? life.apply(.pledge(known.drawnOn), bankDays: book.bankDays)) != nil else { return [] }
    }
    return life.refusals(of: wanted, bankDays: book.bankDays).map {
      BilingualText($0.message(inChinese: true), $0.message(inChinese: false))
    }
  }

  func refused(_ bill: BillRegister.Bill, _ reasons: [BilingualText]) -> CycleError {
    CycleError(
      .billStepRefused, BilingualText("票据不能这样处理", "the bill cannot take this step"),
      detail: BilingualText(reasons.map(\.chinese).joined(separator: "；"), reasons.map(\.english).joined(separator: "; ")),
      hint: BilingualText("换一个日期或供应商", "choose another day or supplier"), parameters: ["bill": bill.number])
  }
}
