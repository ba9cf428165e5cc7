// SPDX-License-Identifier: Apache-2.0

extension FactSchema {
  static let plansAndTargets: [FactSchema] = [
    schema(
      .salesForecasts, keys: ["made_on", "source", "month", "item", "family", "territory"], effective: "made_on",
      [
        .field("made_on", "预测日期", .day, ["编制日期", "origin"]),
        .field("source", "来源", .text, ["预测来源", "版本"]),
        .field("month", "月份", .month, required: true, ["期间", "period", "ds", "预测月份", "年月"]),
        .field("item", "物料编码", .text, of: .items, ["产品编码", "product", "存货编码", "商品编码", "物料", "sku"]),
        .field("family", "产品族", .text, ["category"]),
        .field("territory", "地区", .text, of: .territories, ["区域", "region"]),
        .field("quantity", "数量", .quantity, ["预测数量", "预测量", "forecast", "qty"]),
        .field("amount_incl_tax", "含税金额", .amount, ["预测金额", "金额", "预测销售额", "含税预测金额"]),
        .field("amount_excl_tax", "不含税金额", .amount, ["amount", "不含税预测金额"]),
        .field("author", "编制人", .text),
      ]),
    schema(
      .budgets, keys: ["version", "measure", "month", "item", "family", "territory", "department", "account"],
      [
        .field("version", "版本", .text, ["预算版本"]),
        .field("measure", "指标", .text, ["预算指标", "line", "项目", "指标名称"]),
        .field("month", "月份", .month, required: true, ["期间", "period", "年月", "预算月份"]),
        .field("item", "物料编码", .text, of: .items, ["产品编码", "存货编码"]),
        .field("family", "产品族", .text),
        .field("territory", "地区", .text, of: .territories, ["区域"]),
        .field("department", "部门", .text, of: .departments, ["部门编码", "部门名称", "费用部门"]),
        .field("account", "科目编码", .text, of: .accounts, ["科目", "费用科目", "会计科目"]),
        .field("quantity", "数量", .quantity),
        .field("amount_incl_tax", "含税金额", .amount),
        .field("amount_excl_tax", "不含税金额", .amount, ["预算金额", "金额", "amount", "预算数", "预算额"]),
        .field("status", "状态", .text),
      ]),
    schema(
      .quotas, keys: ["owner", "starts_on"], effective: "starts_on",
      [
        .field(
          "owner", "员工编号", .text, required: true, of: .employees,
          ["sales_rep_id", "业务员", "负责人", "销售员", "employee"]),
        .field("starts_on", "开始日期", .day, required: true, ["quarter_start", "季度开始"]),
        .field("amount", "目标金额", .amount, required: true, ["quota_amount", "业绩目标", "目标", "任务金额", "销售目标"]),
      ]),
    schema(
      .drivers, keys: ["name", "item", "department", "territory", "month"],
      [
        .field("name", "动因", .text, required: true, ["driver", "参数"]),
        .field("item", "物料编码", .text, of: .items),
        .field("department", "部门", .text, of: .departments),
        .field("territory", "地区", .text, of: .territories),
        .field("month", "月份", .month),
        .field("value", "数值", .price, required: true),
        .field("unit", "单位", .text),
        .field("reason", "依据", .text),
      ]),
  ]
}
