// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Planning
import WarehouseSQLite

extension PlanCommand {
  struct Calculate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Words.pick(
        "用输入目录或工作区的数据计算模型", "Calculates a model on an inputs folder, or on the data of a workspace."),
      discussion: Words.pick(
        """
        输入目录有 plan.json、每个维度一个 CSV、每个输入一个 CSV 或 f64（Docs/specs/SPEC-inputs-folder.md）；否则当作工作区打开。
          tongpin plan calculate Models/fpa1.plan --inputs out/fpa1-S --output out/results --format f64
          tongpin plan calculate Models/fpa1.plan --inputs out/fpa1-S --edits out/fpa1-S/edits.json --edit E1 --output out/results
          tongpin plan calculate Models/manufacturing.plan --inputs data/demo --output out
        """,
        """
        An inputs folder has plan.json, a CSV per dimension, a CSV or f64 per input (Docs/specs/SPEC-inputs-folder.md); any other
        folder is opened as a workspace.
          tongpin plan calculate Models/fpa1.plan --inputs out/fpa1-S --output out/results --format f64
          tongpin plan calculate Models/fpa1.plan --inputs out/fpa1-S --edits out/fpa1-S/edits.json --edit E1 --output out/results
          tongpin plan calculate Models/manufacturing.plan --inputs data/demo --output out
        """))
    @Argument var model: String
    @Option(help: ArgumentHelp(Words.pick("输入目录或工作区", "inputs folder or workspace"), valueName: "dir")) var inputs: String
    @Option(help: ArgumentHelp(Words.pick("输出目录", "folder for the results"), valueName: "dir")) var output: String?
    @Option(help: ArgumentHelp(Words.pick("输出格式：csv 或 f64", "form of the results: csv or f64"), valueName: "form")) var format = "csv"
    @Option(help: ArgumentHelp(Words.pick("编辑文件", "file of named edits"), valueName: "file")) var edits: String?
    @Option(help: ArgumentHelp(Words.pick("计算后做的编辑", "the edit to make after calculating"), valueName: "name")) var edit: String?
    @OptionGroup var language: LanguageOption

    func validate() throws {
      guard PlanFolderOutput.Form(rawValue: format) != nil else {
        throw ValidationError(Words.pick("--format 是 csv 或 f64", "--format is csv or f64"))
      }
      guard (edits == nil) == (edit == nil) else {
        throw ValidationError(Words.pick("--edits 与 --edit 一起用", "--edits and --edit go together"))
      }
    }

    func run() throws {
      guard PlanFolder.stands(at: inputs) else { return try runOnWorkspace() }
      let file = try PlanModelFile(model)
      let folder = try PlanFolder(inputs, model: try file.usable(), operators: file.operators)
      let engine = folder.engine
      engine.calculate()
      if let edits, let edit {
        let one = try PlanEdits(edits).named(edit)
        let editing = PlanEditing(engine: engine, members: folder.members)
        let wave = try engine.apply(try editing.edits(one, on: engine))
        print(
          Words.pick(
            "\(edit)：重算 \(wave.touchedCells) 格，改变 \(wave.changedCells) 格",
            "\(edit): \(wave.touchedCells) cells recomputed, \(wave.changedCells) changed"))
      }
      print(
        Words.pick(
          "\(engine.model.measures.count) 个指标，\(engine.cellCount) 格", "\(engine.model.measures.count) measures, \(engine.cellCount) cells"))
      for check in engine.checks() { print((check.passes ? "✓ " : "✗ ") + check.name + (check.passes ? "" : " \(check.failureCount)")) }
      if let output, let form = PlanFolderOutput.Form(rawValue: format) {
        try PlanFolderOutput(engine: engine, members: folder.members).write(to: output, form: form)
      }
    }

    private func runOnWorkspace() throws {
      let store = try SQLiteWorkspace.open(folder: inputs, from: .atMachine)
      let workspace = try WorkspaceFolder.open(store, today: SystemClock.today(), fixed: false, model: model)
      print(try RunReport(workspace).text)
      if let output { try RunExport.write(workspace, to: output) }
    }
  }
}
