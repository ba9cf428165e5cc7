// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import FinancialPlanning
import Planning
public import Quantities

/// What is planned for a bill in hand.
public enum PlannedBillStep: Sendable {
  /// Sold to a bank for good. - rate: a year; nil for the driver `bill_discount_rate`.
  case discount(on: Day, rate: FixedPoint?)
  /// Passed on to a supplier, for good, against invoices that are due from that day on.
  case endorse(on: Day, supplier: String)

  var day: Day {
    switch self {
    case .discount(let day, _), .endorse(let day, _): day
    }
  }
}

extension Workspace {
  /// Plans a step of a bill in hand: entries of the plan's inputs, in the plan or in a scenario, which undo takes back.
  ///
  /// - Throws: `AccessError`; `CycleError.billNotKnown` for one that is not in hand or planned away already, `billStepRefused` with every reason
  ///   why the step cannot be; `scenarioNotKnown`; `StoreError`.
  public func planBillStep(
    _ proof: Authorized<To.ViewCash>, bill number: String, _ step: PlannedBillStep, scenario: Int64? = nil, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let book = try cashBook(proof, scenario: scenario)
    guard let held = book.heldBills().first(where: { $0.bill.number == number && !$0.isGiven }) else {
      throw CycleError(
        .billNotKnown, BilingualText("这张票据不在手", "this bill is not in hand"),
        detail: BilingualText("票据 \(number) 未收到、已转出，或计划里已经转让", "bill \(number) did not come, has left, or is planned to leave already"),
        hint: BilingualText("从票据台账里选一张在手的", "choose one of the register that is in hand"), parameters: ["bill": number])
    }
    let (inputs, label) = try inputs(of: step, held, in: book)
    let edits = try book.plan.edits(of: inputs, event: revision + 1)
    try book.plan.authorise(proof.person, edits)
    guard let scenario else { return try commit("cells.edited", label, edits, context) }
    let known = try self.scenario(scenario, for: proof.person)
    return try commit(edits, label, to: known, try branch(of: known), context)
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
    }
  }

  /// Every reason that the life of a bill has against the step.
  private func refusals(of step: PlannedBillStep, _ bill: BillRegister.Bill, in book: CashBook) -> [BilingualText] {
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
      }
    return life.refusals(of: wanted, bankDays: book.bankDays).map {
      BilingualText($0.message(inChinese: true), $0.message(inChinese: false))
    }
  }

  private func refused(_ bill: BillRegister.Bill, _ reasons: [BilingualText]) -> CycleError {
    CycleError(
      .billStepRefused, BilingualText("票据不能这样处理", "the bill cannot take this step"),
      detail: BilingualText(reasons.map(\.chinese).joined(separator: "；"), reasons.map(\.english).joined(separator: "; ")),
      hint: BilingualText("换一个日期或供应商", "choose another day or supplier"), parameters: ["bill": bill.number])
  }
}
