// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Calendars
import FinancialPlanning
import Quantities
import Wire

/// `tongpin terms`: when how much is paid under payment terms in text form, by transfer or by bill.
struct TermsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "terms",
    abstract: Words.pick("读付款条件，列出哪天付多少、电汇还是票据", "Reads payment terms and lists when how much is paid, by wire or by bill."),
    discussion: Words.pick(
      """
      没有单独给出日期的事件（订单、发货、验收、开票、到票、对账）按 --anchor 的日期起算。金额含税，各期之和等于总额。
      付款日遇银行休息日顺延；还没有公布放假安排的年份标“推定”。写法见 Docs/specs/SPEC-payment-terms.md。
        tongpin terms '月结30天 截止25 付款日10' --anchor 2026-09-18 --amount 1130000
        tongpin terms '预付30% 发货30% 验收30% 质保10%@12个月' --anchor 2026-09-01 --shipment 2026-10-20 --acceptance 2026-11-15 --amount 113万
        tongpin terms '60天 银承50% 6个月' --anchor 2026-09-18 --amount 1130000 --payer large --payee small --json
      """,
      """
      Events without a day of their own (order, shipment, acceptance, invoice, invoice received, statement) count from --anchor. The amount
      includes tax; the parts add up to it. A day off moves to the next bank day; years without a published calendar are marked (推定).
      The form is described in Docs/specs/SPEC-payment-terms.md.
        tongpin terms 'monthly 30 days cut-off 25 pay day 10' --anchor 2026-09-18 --amount 1130000
        tongpin terms '30% advance, 60% shipment, 10% retention 12 months' --anchor 2026-09-01 --shipment 2026-10-20 --amount 1130000
        tongpin terms '60 days bank bill 50% 6 months' --anchor 2026-09-18 --amount 1130000 --payer large --payee small --json
      """))

  @Argument(help: ArgumentHelp(Words.pick("付款条件", "the terms"))) var terms: String
  @Option(help: ArgumentHelp(Words.pick("起算日", "the day the terms count from"), valueName: "day"), transform: TermsCommand.day) var anchor:
    Day
  @Option(help: ArgumentHelp(Words.pick("含税金额，可写 113万", "amount, tax included"), valueName: "amount")) var amount: String
  @Option(help: ArgumentHelp(Words.pick("币种", "currency"))) var currency = "CNY"
  @Option(help: ArgumentHelp(Words.pick("订单日", "day of the order"), valueName: "day"), transform: TermsCommand.day) var order: Day?
  @Option(help: ArgumentHelp(Words.pick("发货日", "day of shipment"), valueName: "day"), transform: TermsCommand.day) var shipment: Day?
  @Option(help: ArgumentHelp(Words.pick("验收日", "day of acceptance"), valueName: "day"), transform: TermsCommand.day) var acceptance: Day?
  @Option(help: ArgumentHelp(Words.pick("开票日", "day of the invoice"), valueName: "day"), transform: TermsCommand.day) var invoice: Day?
  @Option(help: ArgumentHelp(Words.pick("到票日", "day the invoice is received"), valueName: "day"), transform: TermsCommand.day)
  var invoiceReceived: Day?
  @Option(help: ArgumentHelp(Words.pick("对账日", "day of the statement"), valueName: "day"), transform: TermsCommand.day) var statement: Day?
  @Option(help: ArgumentHelp(Words.pick("付款方：", "payer: ") + TermsCommand.sizes), transform: TermsCommand.size) var payer = PartySize
    .unknown
  @Option(help: ArgumentHelp(Words.pick("收款方：", "payee: ") + TermsCommand.sizes), transform: TermsCommand.size) var payee = PartySize
    .unknown
  @Flag(help: ArgumentHelp(Words.pick("合同合理地另有约定", "the contract reasonably says otherwise"))) var byContract = false
  @Flag(help: ArgumentHelp("JSON")) var json = false
  @OptionGroup var language: LanguageOption

  func validate() throws { _ = try money() }

  func run() throws {
    let reading = PaymentAgreement.read(terms)
    var report = TermsReport(text: terms, agreement: reading.agreement, findings: reading.findings)
    let amount = try money()
    if let agreement = reading.agreement {
      do throws(FinanceFindings) {
        report.payments = try agreement.schedule(amount, anchors: anchors, bankDays: .china)
      } catch { report.findings += error.findings }
      let parties = SmallPayeeCase(payer: payer, payee: payee, contractSaysOtherwise: byContract ? true : nil)
      report.findings += parties.hints(report.payments, of: agreement)
    }
    json ? print(String(decoding: report.json(amount).encoded(), as: UTF8.self)) : report.show(amount)
    if report.findings.contains(where: { $0.severity == .error }) { throw ExitCode(1) }
  }

  private var anchors: [TermsAnchor: Day] {
    let given: [TermsAnchor: Day?] = [
      .order: order, .shipment: shipment, .acceptance: acceptance, .invoice: invoice, .invoiceReceived: invoiceReceived,
      .statement: statement,
    ]
    return given.mapValues { $0 ?? anchor }
  }

  private static let sizes = PartySize.allCases.map(\.rawValue).joined(separator: ", ")

  private static func day(_ text: String) throws -> Day {
    guard let day = Day(iso: text) else {
      throw ValidationError(Words.pick("“\(text)”不是 2026-09-18 这样的日期", "\"\(text)\" is not a day like 2026-09-18"))
    }
    return day
  }

  private static func size(_ text: String) throws -> PartySize {
    guard let size = PartySize(rawValue: text) else {
      throw ValidationError(Words.pick("“\(text)”不是 \(sizes) 之一", "\"\(text)\" is not one of \(sizes)"))
    }
    return size
  }

  private func money() throws -> Amount {
    guard let unit = Currency(code: currency) else {
      throw ValidationError(Words.pick("--currency “\(currency)”不是币种代码，例如 CNY", "--currency \"\(currency)\" is not a code like CNY"))
    }
    do throws(QuantityError) {
      return try ChineseNumber.parseAmount(amount, currency: unit)
    } catch {
      throw ValidationError("--amount \"\(error.subject)\": \(error.detail); \(error.hint)")
    }
  }
}

/// What the terms mean for one amount, as a table and as JSON.
private struct TermsReport {
  let text: String
  let agreement: PaymentAgreement?
  var findings: [FinanceFinding]
  var payments: [ScheduledPayment] = []

  func show(_ amount: Amount) {
    for finding in findings { note(FinanceFindingLines.line(finding)) }
    guard let agreement, !findings.contains(where: { $0.severity == .error }) else { return }
    print(agreement.text(inChinese: Words.isChinese))
    let header = Words.pick(
      "部分,比例,起算,应付日,付款日,金额,方式,票据到期,到账", "part,share,from,due,paid,amount,means,bill matures,cash")
    var rows = [header.split(separator: ",").map(String.init)]
    rows += payments.map { row($0, agreement) }
    let format = MoneyFormat()
    rows.append([Words.pick("合计", "total"), "", "", "", "", format.text(amount), amount.currency.code, "", ""])
    for line in TextColumns.table(rows, rightAligned: [1, 5]) { print(line) }
  }

  private func row(_ payment: ScheduledPayment, _ agreement: PaymentAgreement) -> [String] {
    let part = agreement.instalments[payment.instalment]
    let anchor = Words.pick(part.anchor.chineseName, part.anchor.englishName)
    let means = payment.bill.map { Words.pick($0.kind.chineseName, $0.kind.englishName) + " " + $0.tenor.text(inChinese: Words.isChinese) }
    let presumed = payment.isPresumed ? Words.pick(" 推定", " (推定)") : ""
    return [
      role(part), PaymentAgreement.percentText(part.share) + "%", "\(anchor) \(payment.anchorDay)", "\(payment.dueDay)",
      "\(payment.settledOn)",
      MoneyFormat().text(payment.amount), means ?? Words.pick("电汇", "wire"), payment.maturesOn.map(\.description) ?? "",
      "\(payment.cashOn)\(presumed)",
    ]
  }

  private func role(_ part: Instalment) -> String {
    switch part.role {
    case .advance: Words.pick("预付", "advance")
    case .retention: Words.pick("质保金", "retention")
    case .part: Words.pick(part.anchor.chineseName, part.anchor.englishName)
    }
  }

  func json(_ amount: Amount) -> JSON {
    .object([
      .init("terms", .string(text)), .init("zh", JSON(agreement?.text(inChinese: true))),
      .init("en", JSON(agreement?.text(inChinese: false))),
      .init("amount", .string(amount.decimalText)), .init("currency", .string(amount.currency.code)),
      .init("payments", JSON(payments, payment)), .init("findings", JSON(findings, FinanceFindingLines.json)),
    ])
  }

  private func payment(_ payment: ScheduledPayment) -> JSON {
    let part = agreement?.instalments[payment.instalment]
    let role = part?.role == .advance ? "advance" : part?.role == .retention ? "retention" : "part"
    return .object([
      .init("instalment", JSON(payment.instalment + 1)), .init("role", .string(role)), .init("anchor", JSON(part?.anchor.rawValue)),
      .init("anchor_day", .string("\(payment.anchorDay)")), .init("due", .string("\(payment.dueDay)")),
      .init("paid", .string("\(payment.settledOn)")),
      .init("amount", .string(payment.amount.decimalText)), .init("means", .string(payment.bill?.kind.rawValue ?? "wire")),
      .init("matures", JSON(payment.maturesOn?.description)), .init("cash", .string("\(payment.cashOn)")),
      .init("presumed", JSON(payment.isPresumed)),
    ])
  }
}
