// SPDX-License-Identifier: Apache-2.0
import Calendars
import Quantities

/// What was read of a voucher file: the book, as far as it could be read, and everything there is to say about it.
public struct VoucherBookReading: Sendable {
  /// nil when sums leave 64 bits.
  public let book: VoucherBook?
  /// By place.
  public let findings: [FinanceFinding]
}

/// Reads the text form of vouchers; `Docs/specs/SPEC-statements.md` has it.
///
/// A voucher that does not balance is left out and said; a line on an account that the chart does not know is kept and counted nowhere, so that
/// the checks show what is missing. Nothing is silently zero.
public struct VoucherBookReader {
  private var chart: ChartOfAccounts
  private var company = ""
  private var openingDay: Day?
  private var opening: [VoucherLine] = []
  private var vouchers: [Voucher] = []
  private var findings: [FinanceFinding] = []
  private var numbers: Swift.Set<String> = []
  private var own: [ChartAccount] = []
  private var pending: (day: Day, number: String, text: String, lines: [VoucherLine], place: TextPlace)?
  private var isInOpening = false
  private var isSkipping = false
  private var partnersMissing: Swift.Set<String> = []

  /// - Parameter chart: taken where the text names none.
  public static func read(_ text: String, chart: ChartOfAccounts = .enterprise) -> VoucherBookReading {
    var reader = VoucherBookReader(chart: chart)
    var number = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      reader.read(VoucherText(line: number, text: line))
    }
    return reader.finished()
  }

  private init(chart: ChartOfAccounts) { self.chart = chart }

  private mutating func read(_ line: VoucherText) {
    guard let first = line.words.first else { return }
    switch first.text.lowercased() {
    case let word where word.hasPrefix("#"): return
    case "公司", "company": company = line.rest(after: 1)
    case "科目表", "chart": readChart(line)
    case "科目", "account": readAccount(line)
    case "年初", "期初", "opening": beginOpening(line)
    case "凭证", "voucher": beginVoucher(line)
    case "借", "dr", "debit": readPosting(line, isCredit: false)
    case "贷", "cr", "credit": readPosting(line, isCredit: true)
    default:
      add(
        .error, "ledger.line-not-understood", first.place, first.text,
        Label("“\(first.text)”开头的行读不懂", "a line cannot begin with \"\(first.text)\""),
        Label("行以 公司、科目表、科目、年初、凭证、借、贷 或 # 开头", "lines begin with company, chart, account, opening, voucher, Dr, Cr or #"))
    }
  }

  // MARK: Head

  private mutating func readChart(_ line: VoucherText) {
    let name = line.rest(after: 1)
    guard let named = ChartOfAccounts.named(name) else {
      add(
        .error, "ledger.chart-not-known", line.place(of: 1), name, Label("没有科目表“\(name)”", "there is no chart \"\(name)\""),
        Label("写 enterprise（企业会计准则）或 small（小企业会计准则）", "write enterprise or small"))
      return
    }
    chart = named.extended(with: own)
  }

  /// `科目 2242 已背书未终止确认 = endorsedBills`
  private mutating func readAccount(_ line: VoucherText) {
    guard line.words.count >= 4, let equals = line.words.firstIndex(where: { $0.text == "=" }), equals >= 2, equals + 1 < line.words.count
    else {
      add(
        .error, "ledger.line-not-understood", line.place(of: 0), line.rest(after: 0), Label("科目行读不懂", "the account line cannot be read"),
        Label("写成 科目 2242 名称 = endorsedBills", "write account 2242 name = endorsedBills"))
      return
    }
    let word = line.words[equals + 1]
    guard let meaning = AccountMeaning(rawValue: word.text) else {
      add(
        .error, "ledger.meaning-not-known", word.place, word.text, Label("没有含义 \(word.text)", "there is no meaning \(word.text)"),
        Label("可用的含义见 Docs/specs/SPEC-statements.md", "Docs/specs/SPEC-statements.md lists the meanings"))
      return
    }
    let name = line.words[2..<equals].map(\.text).joined(separator: " ")
    own.append(ChartAccount(code: VoucherText.digits(line.words[1].text), label: Label(name, name), meaning: meaning))
    chart = chart.extended(with: own)
  }

  private mutating func beginOpening(_ line: VoucherText) {
    closeVoucher()
    isInOpening = true
    isSkipping = false
    guard line.words.count > 1, let day = Day(iso: line.words[1].text) else { return dayNotRead(line, of: 1) }
    openingDay = day
  }

  private mutating func beginVoucher(_ line: VoucherText) {
    closeVoucher()
    isInOpening = false
    isSkipping = false
    guard line.words.count >= 3, let day = Day(iso: line.words[1].text) else {
      isSkipping = true
      return dayNotRead(line, of: 1)
    }
    let number = line.words[2].text
    if !numbers.insert("\(day.monthOf) \(number)").inserted {
      add(
        .warning, "ledger.voucher-twice", line.words[2].place, number,
        Label("\(day.monthOf) 有两张 \(number)，都计入", "\(day.monthOf) has two vouchers \(number); both count"),
        Label("如果是同一张，删掉一张", "if they are the same, drop one"))
    }
    if let openingDay, day < openingDay {
      add(
        .error, "ledger.day-before-opening", line.words[1].place, number,
        Label("\(number) 在 \(day)，早于年初 \(openingDay)，不计入", "\(number) of \(day) comes before the opening \(openingDay) and is left out"),
        Label("改日期，或把年初提前", "correct the day, or open earlier"))
      isSkipping = true
      return
    }
    pending = (day, number, line.rest(after: 3), [], line.place(of: 0))
  }

  // MARK: Lines

  /// `借 1122 应收账款 [甲公司] 113,000.00 @销售收现`
  private mutating func readPosting(_ line: VoucherText, isCredit: Bool) {
    guard !isSkipping else { return }
    guard isInOpening || pending != nil else {
      add(
        .error, "ledger.line-not-understood", line.place(of: 0), line.rest(after: 0),
        Label("这一行不属于任何凭证", "this line belongs to no voucher"),
        Label("先写 凭证 日期 编号 摘要", "write voucher, day, number and text before it"))
      return
    }
    guard let parts = line.posting, let amount = ChineseAmount.minorUnits(parts.amount.text) else {
      let word = line.posting?.amount ?? line.words[line.words.count - 1]
      add(
        .error, "ledger.amount-not-read", word.place, word.text,
        Label("“\(word.text)”不是金额，整张凭证不计入", "\"\(word.text)\" is no amount; the whole voucher is left out"),
        Label("写成 借 1122 应收账款 [甲公司] 113,000.00", "write Dr 1122 receivables [Alpha] 113,000.00"))
      dropVoucher()
      return
    }
    let code = VoucherText.digits(parts.code.text)
    let account = chart.account(code)
    if account == nil {
      add(
        .error, "ledger.account-not-mapped", parts.code.place, parts.code.text,
        Label(
          "科目 \(parts.code.text) \(parts.name) 在\(chart.label.chinese)里没有含义，不进任何报表行",
          "account \(parts.code.text) \(parts.name) has no meaning in \(chart.id); it reaches no line of a statement"),
        Label(
          "加一行 科目 \(code) \(parts.name.isEmpty ? "名称" : parts.name) = 含义",
          "add a line: account \(code) \(parts.name.isEmpty ? "name" : parts.name) = meaning"))
    }
    checkName(parts, code, account)
    let item = cashFlow(parts, account)
    if let account, parts.partner.isEmpty, VoucherBookReader.byPartner.contains(account.meaning),
      partnersMissing.insert(account.code).inserted
    {
      add(
        .hint, "ledger.partner-missing", parts.code.place, parts.code.text,
        Label("\(account.label.chinese)没有写往来单位，无法按单位重分类", "\(account.label.english) without a partner cannot be shown by partner"),
        Label("写成 \(parts.code.text) \(account.label.chinese) [甲公司] 金额", "write \(parts.code.text) \(account.label.english) [Alpha] amount")
      )
    }
    let posting = VoucherLine(
      code: code, account: account, partner: parts.partner, debit: isCredit ? -amount : amount, isCreditSide: isCredit, cashFlow: item,
      place: line.place(of: 0))
    if isInOpening { opening.append(posting) } else { pending?.lines.append(posting) }
  }

  private static let byPartner: Swift.Set<AccountMeaning> = [.receivables, .payables, .advances, .prepayments]

  /// A name that belongs to another account is how a file of one chart read with the other gives itself away.
  private mutating func checkName(_ parts: VoucherText.Posting, _ code: String, _ account: ChartAccount?) {
    guard let account, account.code == code, !parts.name.isEmpty else { return }
    let isSame =
      account.label.chinese.contains(parts.name) || parts.name.contains(account.label.chinese)
      || account.label.english.lowercased() == parts.name.lowercased()
    guard !isSame else { return }
    add(
      .warning, "ledger.account-name-differs", parts.code.place, parts.code.text,
      Label(
        "科目 \(code) 在\(chart.label.chinese)里是“\(account.label.chinese)”，这里写的是“\(parts.name)”",
        "account \(code) is \"\(account.label.english)\" in \(chart.id), here it is called \"\(parts.name)\""),
      Label(
        "检查科目表是不是选对了（同一个 5001，两套准则含义不同）；若是自设科目，加一行 科目",
        "check that the chart is the right one (5001 means two things); for an account of your own add an account line"))
  }

  private mutating func cashFlow(_ parts: VoucherText.Posting, _ account: ChartAccount?) -> CashFlowItem? {
    guard let word = parts.item else { return nil }
    let name = word.text.lowercased()
    guard
      let item = CashFlowItem.allCases.first(where: {
        $0.rawValue.lowercased() == name || $0.label.chinese == name || $0.label.english == name
      })
    else {
      add(
        .error, "ledger.cash-flow-item-not-known", word.place, word.text,
        Label("没有现金流量项目“\(word.text)”", "there is no cash flow item \"\(word.text)\""),
        Label(
          "可用：" + CashFlowItem.allCases.map(\.label.chinese).joined(separator: "、"),
          "known are: " + CashFlowItem.allCases.map(\.label.english).joined(separator: ", ")))
      return nil
    }
    if let account, account.meaning.group != .cash {
      add(
        .warning, "ledger.cash-flow-item-not-used", word.place, word.text,
        Label("\(account.label.chinese)不是现金科目，这个现金流量项目不用", "\(account.label.english) is no cash account; the item is not used"),
        Label("写在现金或银行那一行", "write it on the line of cash or bank"))
      return nil
    }
    return item
  }

  // MARK: Ends

  private mutating func dropVoucher() {
    isSkipping = !isInOpening
    pending = nil
  }

  private mutating func closeVoucher() {
    guard let voucher = pending else { return }
    pending = nil
    let sum = voucher.lines.reduce(Int128(0)) { $0 + Int128($1.debit) }
    guard sum == 0, !voucher.lines.isEmpty else {
      let gap = ChineseAmount.text(sum)
      add(
        .error, "ledger.voucher-not-balanced", voucher.place, voucher.number,
        Label("\(voucher.number) 借贷相差 \(gap)，整张不计入", "\(voucher.number) is out of balance by \(gap) and is left out"),
        Label("补上缺的一行，或改金额", "add the missing line, or correct an amount"))
      return
    }
    checkCash(voucher.lines, voucher.number)
    vouchers.append(Voucher(day: voucher.day, number: voucher.number, text: voucher.text, lines: voucher.lines, place: voucher.place))
  }

  /// Cash that came or went needs an item; between own accounts it needs none.
  private mutating func checkCash(_ lines: [VoucherLine], _ number: String) {
    let cash = lines.filter { $0.meaning?.group == .cash && $0.cashFlow == nil }
    guard cash.reduce(Int128(0), { $0 + Int128($1.debit) }) != 0, let first = cash.first,
      // An item that was not understood was said already.
      !findings.contains(where: { $0.code == "ledger.cash-flow-item-not-known" && $0.place.line == first.place.line })
    else { return }
    add(
      .error, "ledger.cash-flow-item-missing", first.place, number,
      Label("\(number) 有现金收付，没有现金流量项目", "\(number) moves cash without a cash flow item"),
      Label(
        "在金额后面写 @销售收现 这样的项目；本单位账户之间划转不用写", "write an item such as @salesReceipts after the amount; transfers between own accounts need none"
      ))
  }

  private mutating func finished() -> VoucherBookReading {
    closeVoucher()
    let lines = opening + vouchers.flatMap(\.lines)
    let magnitude = lines.reduce(UInt128(0)) { $0 + UInt128($1.debit.magnitude) }
    let sum = opening.reduce(Int128(0)) { $0 + Int128($1.debit) }
    if sum != 0 {
      add(
        .error, "ledger.opening-not-balanced", opening[0].place, ChineseAmount.text(sum),
        Label("年初余额借贷相差 \(ChineseAmount.text(sum))", "the opening balances are out of balance by \(ChineseAmount.text(sum))"),
        Label("补上缺的科目，或改金额", "add the missing account, or correct an amount"))
    }
    // A sixteenth of 64 bits, so that no sum of sums of a statement leaves them.
    let isTooLarge = magnitude > UInt128(Int64.max / 16)
    if isTooLarge {
      add(
        .error, "ledger.sum-too-large", .whole, company, Label("金额合计超过 5,000 万亿元", "the amounts add up to more than 5,000 trillion"),
        Label("检查单位是元还是分", "check whether the unit is 元 or 分"))
    }
    let sorted = findings.enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }.map(\.element)
    let first = openingDay ?? vouchers.map(\.day).min()?.monthOf.firstDay ?? Month(year: 2026, month: 1).firstDay
    let book = VoucherBook(company: company, chart: chart, openingDay: first, opening: opening, vouchers: vouchers)
    return VoucherBookReading(book: isTooLarge ? nil : book, findings: sorted)
  }

  private mutating func dayNotRead(_ line: VoucherText, of word: Int) {
    add(
      .error, "ledger.day-not-read", line.place(of: min(word, line.words.count - 1)), line.rest(after: 1),
      Label("没有读到日期，整段不计入", "no day was read; the whole block is left out"),
      Label("写成 凭证 2026-09-03 记-1 摘要", "write voucher 2026-09-03 1 text"))
  }

  private mutating func add(
    _ severity: FinanceFinding.Severity, _ code: String, _ place: TextPlace, _ subject: String,
    _ words: Label,
    _ advice: Label
  ) {
    findings.append(FinanceFinding(code, severity: severity, in: place, subject, words, advice: advice))
  }
}
