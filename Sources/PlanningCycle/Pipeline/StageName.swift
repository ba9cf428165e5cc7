// SPDX-License-Identifier: Apache-2.0

/// What a stage of the funnel is called in both languages: the common words of CRM systems are known, others stay as they are written.
public enum StageName {
  public static func label(_ stage: String) -> BilingualText {
    let folded = stage.lowercased()
    let known = words.first { folded == $0.chinese || folded == $0.english.lowercased() }
    return known ?? BilingualText(name: stage)
  }

  private static let words: [BilingualText] = [
    BilingualText("线索", "Lead"), BilingualText("初步接触", "First contact"), BilingualText("开拓", "Prospecting"),
    BilingualText("接洽", "Engaging"), BilingualText("意向", "Interest"), BilingualText("资格确认", "Qualification"),
    BilingualText("需求确认", "Needs analysis"), BilingualText("立项", "Project approved"),
    BilingualText("方案", "Solution"), BilingualText("方案报价", "Proposal"), BilingualText("报价", "Quotation"),
    BilingualText("投标", "Tender"), BilingualText("谈判", "Negotiation"), BilingualText("商务谈判", "Commercial negotiation"),
    BilingualText("合同", "Contract"), BilingualText("赢单", "Won"), BilingualText("成交", "Closed won"),
    BilingualText("签约", "Signed"), BilingualText("输单", "Lost"), BilingualText("丢单", "Closed lost"),
    BilingualText("关闭", "Closed"),
  ]
}
