// SPDX-License-Identifier: Apache-2.0

extension FactSchema {
  static let moneyDocuments: [FactSchema] = [
    schema(
      .invoices, keys: ["invoice_number", "line_number"], effective: "invoiced_on",
      [
        .field("invoice_number", "发票号", .text, required: true, ["发票号码", "发票编号", "invoice_no", "数电发票号码", "数电票号码", "全电发票号码"]),
        .field("line_number", "行号", .integer, required: true, ["序号", "line"]),
        .field("invoiced_on", "开票日期", .day, required: true, ["发票日期", "日期", "invoice_date"]),
        .field("due_on", "应收日期", .day, ["到期日"]),
        .field(
          "customer", "客户编码", .text, required: true, of: .customers,
          [
            "客户代码", "客户", "客户名称", "购货单位", "往来单位", "customer_id", "customer_code", "购买方名称", "购方名称", "购买方",
          ]),
        .field("item", "物料编码", .text, of: .items, ["存货编码", "产品编码", "商品编码"]),
        .field("shipment_number", "发货单号", .text),
        .field("order_number", "订单号", .text),
        .field("quantity", "数量", .quantity),
        .field(
          "amount_incl_tax", "含税金额", .amount, required: true, ["价税合计", "含税总额", "gross_amount", "发票金额", "金额"]),
        .field("amount_excl_tax", "不含税金额", .amount, ["未税金额", "净额", "net_amount"]),
        .field("tax_amount", "税额", .amount, ["tax"]),
        .field("is_rebate", "返利", .boolean),
        .field(
          "buyer_tax_number", "购方税号", .text,
          ["购买方纳税人识别号", "购方识别号", "购买方识别号", "购方纳税人识别号", "购买方税号", "购买方统一社会信用代码", "buyer_tax_id"]),
      ]),
    schema(
      .receipts, keys: ["receipt_number"], effective: "received_on",
      [
        .field("receipt_number", "收款单号", .text, required: true, ["单据编号", "回款单号", "receipt_no", "收款编号", "收款单编号"]),
        .field("received_on", "收款日期", .day, required: true, ["回款日期", "到账日期", "日期", "receipt_date", "单据日期", "入账日期"]),
        .field(
          "customer", "客户编码", .text, required: true, of: .customers,
          ["客户代码", "客户", "客户名称", "购货单位", "往来单位", "customer_id", "customer_code"]),
        .field("invoice_number", "发票号", .text),
        .field("method", "结算方式", .text),
        .field("amount", "金额", .amount, required: true, ["回款金额", "收款金额", "到账金额", "实收金额", "本次收款"]),
        .field("bill_number", "票据号", .text),
      ]),
    schema(
      .purchaseInvoices, keys: ["invoice_number", "line_number"], effective: "invoiced_on",
      [
        .field("invoice_number", "发票号", .text, required: true, ["发票号码"]),
        .field("line_number", "行号", .integer, required: true, ["序号"]),
        .field("invoiced_on", "到票日期", .day, required: true),
        .field("due_on", "应付日期", .day),
        .field(
          "supplier", "供应商编码", .text, required: true, of: .suppliers,
          ["供应商代码", "供应商", "供货单位", "vendor", "vendor_id"]),
        .field("receipt_number", "入库单号", .text),
        .field("order_number", "采购订单号", .text),
        .field("amount_incl_tax", "含税金额", .amount, required: true, ["价税合计", "含税总额", "gross_amount"]),
        .field("amount_excl_tax", "不含税金额", .amount, ["未税金额", "净额", "net_amount"]),
        .field("tax_amount", "税额", .amount),
      ]),
    schema(
      .payments, keys: ["payment_number"], effective: "paid_on",
      [
        .field("payment_number", "付款单号", .text, required: true, ["单据编号"]),
        .field("paid_on", "付款日期", .day, required: true, ["日期", "单据日期"]),
        .field("supplier", "供应商编码", .text, of: .suppliers, ["供应商代码", "供应商", "供货单位", "vendor", "vendor_id"]),
        .field("invoice_number", "发票号", .text),
        .field("purpose", "用途", .text),
        .field("method", "结算方式", .text),
        .field("amount", "金额", .amount, required: true, ["付款金额"]),
        .field("bill_number", "票据号", .text),
      ]),
    schema(
      .bankBalances, keys: ["account", "as_of"], effective: "as_of",
      [
        .field("account", "银行账号", .text, required: true, ["账户", "账号", "银行账户"]),
        .field("name", "账户名称", .text),
        .field("as_of", "日期", .day, required: true, ["余额日期"]),
        .field("balance", "余额", .amount, required: true, ["账户余额", "期末余额"]),
        .field("restricted", "受限金额", .amount),
        .field("currency", "币种", .text),
      ]),
    schema(
      .bankTransactions, keys: ["account", "transaction_number"], effective: "booked_on",
      [
        .field("account", "银行账号", .text, required: true, ["账号", "本方账号", "交易账号", "账户", "本方账户", "查询账号"]),
        .field(
          "transaction_number", "流水号", .text, required: true,
          [
            "交易流水号", "核心流水号", "账务流水号", "交易流水", "交易参考号", "交易序号", "日志号", "凭证号", "transaction_id", "reference",
          ]),
        .field(
          "booked_on", "记账日期", .day, required: true,
          ["交易日期", "交易时间", "入账日期", "入账时间", "发生时间", "记账时间", "日期", "交易日", "date", "booking_date"]),
        .field("amount", "金额", .amount, required: true, ["交易金额", "发生额", "收支金额"]),
        .field(
          "counterparty", "对方户名", .text,
          ["对方名称", "对方账户名称", "对方单位", "对方单位名称", "对方账户名", "对方账号名称", "交易对手", "counterparty_name"]),
        .field("purpose", "用途", .text, ["摘要", "交易摘要", "附言", "备注", "业务类型", "description"]),
        .field("cash_flow_item", "现金流量项目", .text),
        .field("counterparty_account", "对方账号", .text, ["对方银行账号", "对方帐号", "counterparty_account_number"]),
      ]),
    schema(
      .bills, keys: ["bill_number", "event", "happened_on"], effective: "happened_on",
      [
        .field("bill_number", "票据号", .text, required: true, ["票据号码", "票据编号", "票号", "汇票号码", "票据包号"]),
        .field("direction", "方向", .text, required: true, ["收付", "票据方向", "应收应付", "收付方向"]),
        .field("event", "事项", .text, required: true, ["业务类型", "事件", "业务事项"]),
        .field("happened_on", "日期", .day, required: true, ["收票日期", "收到日期", "登记日期", "业务日期", "开票日期"]),
        .field("counterparty", "对方单位", .text, ["前手单位", "前手", "交票单位", "对方名称", "出票人", "客户名称", "客户"]),
        .field("face_amount", "票面金额", .amount, required: true, ["票据金额", "汇票金额", "金额"]),
        .field("matures_on", "到期日", .day, required: true, ["到期日期", "汇票到期日", "票据到期日"]),
        .field("deposit_amount", "保证金", .amount),
        .field("interest_amount", "贴现利息", .amount),
        .field("kind", "票据类型", .text, ["票据种类", "汇票种类", "汇票类型"]),
      ]),
    schema(
      .loans, keys: ["code"], effective: "drawn_on",
      [
        .field("code", "借款编号", .text, required: true),
        .field("bank", "银行", .text),
        .field("drawn_on", "借款日期", .day, required: true),
        .field("matures_on", "到期日", .day, required: true),
        .field("principal", "本金", .amount, required: true),
        .field("annual_rate", "年利率", .rate, required: true),
        .field("credit_limit", "授信额度", .amount),
        .field("day_basis", "计息年天数", .integer, ["年天数"]),
        .field("settlement", "结息方式", .text, ["结息"]),
      ]),
    schema(
      .ledgerBalances, keys: ["period", "organisation", "department", "scenario", "account"],
      [
        .field("period", "期间", .month, required: true, ["会计期间", "月份", "month", "会计月份"]),
        .field("organisation", "组织", .text, of: .organisations, ["organization_id"]),
        .field("department", "部门", .text, of: .departments, ["department_id"]),
        .field("scenario", "版本", .text),
        .field("account", "科目编码", .text, required: true, of: .accounts, ["account_id", "科目", "科目代码", "会计科目编码", "科目编号"]),
        .field("amount", "金额", .amount, required: true, ["发生额", "余额"]),
      ]),
  ]
}
