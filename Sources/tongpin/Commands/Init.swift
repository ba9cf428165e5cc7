// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import PlanningCycle
import Quantities
import Warehouse

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: Words.pick("创建空白工作区", "Makes an empty workspace."),
    discussion: Words.pick(
      "例子\n  tongpin init --data ./mine --template trade --currency USD --name 我的公司",
      "Example\n  tongpin init --data ./mine --template trade --currency USD --name Mine"))

  private static let known = ModelTemplate.names.map(\.key).joined(separator: ", ")

  @Option(help: ArgumentHelp(Words.pick("模板：\(InitCommand.known)", "template: \(InitCommand.known)")))
  var template = "manufacturing"
  @Option(help: ArgumentHelp(Words.pick("本位币", "currency of the entity")))
  var currency = "CNY"
  @Option(help: ArgumentHelp(Words.pick("公司名称", "the company's name")))
  var name: String?
  @OptionGroup var folder: FolderOption
  @OptionGroup var language: LanguageOption

  func run() throws {
    guard ModelTemplate.names.contains(where: { $0.key == template }) else {
      throw ValidationError(
        Words.pick("没有模板 \(template)；可用：\(InitCommand.known)", "no template \(template); known are \(InitCommand.known)"))
    }
    guard Currency(code: currency) != nil else {
      throw ValidationError(Words.pick("不认识的币种 \(currency)", "the currency \(currency) is not known"))
    }
    let title = name.map { BilingualText(name: $0) } ?? BilingualText("我的公司", "My company")
    let settings = WorkspaceSettings(name: title, currency: currency, isSample: false, madeFor: try folder.chosenToday())
    let place = try folder.place
    let store = try place.create(settings)
    let workspace = try WorkspaceFolder.open(store, today: try folder.chosenToday(), fixed: folder.today != nil)
    _ = try workspace.chooseTemplate(
      try Access.authorize(.localOperator, to: To.EditModel.self), template,
      context: CommandContext(person: .localOperator, key: "init-template", at: workspace.environment.now()))
    try store.close()
    print(
      Words.pick(
        "已创建 \(place)；下一步：tongpin import 或 tongpin serve \(place.option)",
        "made \(place); next: tongpin import, or tongpin serve \(place.option)"))
  }
}
