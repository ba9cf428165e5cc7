// SPDX-License-Identifier: Apache-2.0
import FinancialPlanning

extension MeasureReview {
  /// What the cells of an area come to.
  private struct Sums {
    var (base, actual) = (Int64(0), Int64(0))
    var split = VarianceSplit()
    var hasMargin = false
    var (marginBase, marginActual) = (Int64(0), Int64(0))
    var marginSplit = VarianceSplit()

    mutating func add(_ cell: VarianceCell, _ result: AttributeVariance.Result) {
      base += cell.base.net
      actual += cell.actual.net
      split += result.sales
      guard let before = cell.margin(cell.base), let now = cell.margin(cell.actual), let margin = result.margin else { return }
      hasMargin = true
      marginBase += before
      marginActual += now
      marginSplit += margin
    }

    func area(_ key: String, _ label: BilingualText) -> ReviewFigures.Area {
      ReviewFigures.Area(
        key: key, label: label, base: base, actual: actual, split: split,
        margin: hasMargin ? ReviewFigures.Margin(base: marginBase, actual: marginActual, split: marginSplit) : nil)
    }
  }

  /// The company, its regions, its families: each the sum of its cells.
  func areas(_ cells: [(place: ReviewCells.Place, cell: VarianceCell, result: AttributeVariance.Result)]) -> [ReviewFigures.Area] {
    var whole = Sums()
    var (regions, families) = ([Int: Sums](), [String: Sums]())
    for (place, cell, result) in cells {
      whole.add(cell, result)
      regions[place.region ?? -1, default: Sums()].add(cell, result)
      families[place.family ?? "", default: Sums()].add(cell, result)
    }
    let names = plan.catalogue
    let byRegion = regions.sorted { $0.key < $1.key }.map { position, sums in
      position < 0
        ? sums.area("region:", BilingualText("未分地区", "No region"))
        : sums.area("region:" + names.regions[position].code, names.regions[position].name)
    }
    let byFamily = names.families.compactMap { family in families[family.code].map { $0.area("family:" + family.code, family.name) } }
    let known = Swift.Set(names.families.map(\.code))
    let others = families.filter { !known.contains($0.key) }.sorted { $0.key < $1.key }.map { code, sums in
      sums.area("family:" + code, code.isEmpty ? BilingualText("未分产品族", "No family") : BilingualText(name: code))
    }
    return [whole.area("company", BilingualText("合计", "Total"))] + byRegion + byFamily + others
  }
}
