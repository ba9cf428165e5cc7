// SPDX-License-Identifier: Apache-2.0
public import Access
import Formulas
import Planning

extension Workspace {
  /// What a downloaded view that came back would change: the cells that somebody typed at, as they were downloaded, as they are now and as the file has them.
  /// Nothing is kept; what is chosen of it goes to ``editCells(_:_:holds:context:)`` as one command.
  ///
  /// - Throws: `CycleError.sheetNotOurs`, `sheetDamaged`, `sheetOfAnother`, `scenarioNotKnown`; `StoreError`.
  public func returnedSheet(_ proof: Authorized<To.ViewPlan>, _ file: SheetFile) throws -> SheetReturn {
    let returned = try ReturnedSheet(file)
    let marks = returned.marks
    guard marks.company == (try companyMark()) else {
      throw CycleError(
        .sheetOfAnother, BilingualText("这个文件来自另一家公司", "this file comes from another company"),
        detail: BilingualText("它不是从“\(settings.name.chinese)”下载的", "it was not downloaded from “\(settings.name.english)”"),
        hint: BilingualText("在下载它的公司里上传，或在这里重新下载当前视图", "upload it where it was downloaded, or download this view here"))
    }
    let state = try state(of: marks.scenario, proof)
    let table = try tableView(proof, marks.table, scenario: marks.scenario)
    var looking = SheetComparison(state: state, person: proof.person, marks: marks, table: table, event: revision + 1)
    for entry in marks.entries { try looking.look(entry, returned.find(entry)) }
    return SheetReturn(
      revision: revision, exportedRevision: marks.revision, exportedBy: (marks.login, marks.name), exportedAt: marks.at,
      scenario: marks.scenario, changes: looking.changes, refusals: looking.refusals, unchanged: looking.unchanged,
      alreadySo: looking.alreadySo, missing: looking.missing)
  }
}
