// SPDX-License-Identifier: Apache-2.0
public import Access
import Planning

extension Workspace {
  /// Puts a template in force in a company that has no data yet; a change of the model like any other, undone like any other.
  ///
  /// - Returns: nil when the template is in force already.
  /// - Throws: `CycleError.workspaceNotEmpty`, `templateNotKnown`; `ModelRefused`; `AccessError`; `StoreError`.
  public func chooseTemplate(_ proof: Authorized<To.EditModel>, _ key: String, context: CommandContext) throws -> CommandOutcome? {
    if let earlier = try outcome(of: context) { return earlier }
    try proof.requireEverything()
    guard isEmpty else {
      throw CycleError(
        .workspaceNotEmpty, BilingualText("工作区里已有数据", "the workspace holds data already"),
        hint: BilingualText("已有数据的公司在“模型”页修改模型", "a company with data changes its model on the model's screen"))
    }
    guard let template = environment.templates.first(where: { $0.name.key == key }) else {
      let known = environment.templates.map(\.name.key).joined(separator: ", ")
      throw CycleError(
        .templateNotKnown, BilingualText("没有这个模板", "there is no such template"),
        detail: BilingualText("模板 \(key) 不存在", "the template \(key) does not exist"),
        hint: BilingualText("可用：\(known)", "known are \(known)"), parameters: ["known": known])
    }
    let trial = try trial(of: template.text, present: plan)
    guard trial.text != plan.model.text else { return nil }
    let label = template.name.label
    return try adopt(trial, BilingualText("选用模板：\(label.chinese)", "template chosen: \(label.english)"), context)
  }
}
