// SPDX-License-Identifier: Apache-2.0
import Formulas
public import Planning

extension CycleError {
  /// What the plan refused, in the words of this room.
  public init(_ error: PlanningError) {
    self.init(
      Code(error.code.text), BilingualText("计划模型里缺少这里需要的内容", "the planning model lacks what is needed here"),
      detail: BilingualText(error.subject + "：" + error.detail.chinese, error.subject + ": " + error.detail.english),
      hint: BilingualText(error.hint.chinese, error.hint.english), parameters: ["subject": error.subject])
  }
}
