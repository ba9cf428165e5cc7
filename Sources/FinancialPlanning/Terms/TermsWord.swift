// SPDX-License-Identifier: Apache-2.0

/// What a word of a payment term says.
enum TermsWord: Hashable, Sendable {
  case advance
  case retention
  /// 余款: what the other instalments leave.
  case remainder
  case anchor(TermsAnchor)
  /// 款到发货, 货到付款: the whole on the day of an event.
  case onEvent(TermsAnchor)
  case monthly
  /// 日结, 周结, 半月结: a statement each day, week, half month.
  case cycle(PlatformSettlement.Cycle)
  case endOfMonth
  /// `net`: a number of days without a unit follows.
  case net
  case cutOff
  case payDay
  /// 付款, paid: a day may stand beside it; without one it says nothing.
  case pay
  case wire
  case bill(BillKind)
  /// 自, after: the event that follows is where the term before it starts.
  case after
  /// 后, of, the: read over.
  case filler

  /// Whether a share may follow, or precede in texts that put shares first.
  var takesShare: Bool {
    switch self {
    case .advance, .retention, .remainder, .anchor, .wire, .bill: true
    default: false
    }
  }

  /// Spellings in lower case, longest first, so that 质保金 is not read as 质保 and a stray 金.
  static let spellings: [(text: [Character], word: TermsWord)] = {
    let table: [(TermsWord, String)] = [
      (.advance, "预付款 预付 预收款 预收 定金 订金 首付款 首付 prepayment prepaid advance_payment in_advance advance down_payment"),
      (.retention, "质量保证金 质保金 质保 保修金 尾留款 retention warranty"),
      (.remainder, "余款 尾款 余额 剩余 balance remainder rest"),
      (.anchor(.order), "订单日期 订单日 订单 下单 签约 合同 order_date order contract"),
      (.anchor(.shipment), "发货日期 发货日 发货 出货 发运 shipment_date shipment shipping shipped dispatch"),
      (.anchor(.acceptance), "验收合格 验收日 验收 收货 到货 acceptance accepted goods_received receipt_of_goods delivery"),
      (.anchor(.invoice), "开票日期 开票日 开票 发票日期 发票日 发票 invoice_date invoice"),
      (.anchor(.invoiceReceived), "到票 收票 收到发票 invoice_received receipt_of_invoice"),
      (.anchor(.statement), "对账单 对账 结算单 statement_date statement"),
      (.onEvent(.shipment), "款到发货 cash_before_shipment"),
      (.onEvent(.acceptance), "货到付款 cash_on_delivery cod"),
      (.cycle(.daily), "日结 daily"), (.cycle(.weekly), "周结 weekly"), (.cycle(.halfMonthly), "半月结 half-monthly semi-monthly"),
      (.monthly, "月结 monthly"), (.endOfMonth, "月末 月底 end_of_month month_end eom"), (.net, "账期 net"),
      (.cutOff, "截止日 截止 截单日 结账日 cut-off_day cut-off cutoff cut_off"),
      (.payDay, "付款日 pay_day payday"),
      (.pay, "付款 支付 付清 结清 paid payable payment"),
      (.wire, "电汇 转账 现汇 现金 wire_transfer wire transfer cash t/t tt"),
      (.bill(.bank), "银行承兑汇票 银行承兑 银承 承兑汇票 承兑 bank_bill bank_acceptance bill"),
      (.bill(.commercial), "商业承兑汇票 商业承兑 商承 commercial_bill trade_bill"),
      (.bill(.financeCompany), "财务公司承兑 财司承兑 财司 finance-company_bill finance_company_bill"),
      (.bill(.receivableVoucher), "数字化债权凭证 债权凭证 receivable_voucher voucher"),
      (.after, "自 从 after from"),
      (.filler, "之后 后 之日起 起 内 时 每月 的 为 期限 期 结算 和 on upon the of and by every each at within day due in"),
    ]
    return table.flatMap { word, list in
      list.split(separator: " ").map { (Array($0.map { $0 == "_" ? " " : $0 }), word) }
    }.sorted { ($0.0.count, String($0.0)) > ($1.0.count, String($1.0)) }
  }()
}
