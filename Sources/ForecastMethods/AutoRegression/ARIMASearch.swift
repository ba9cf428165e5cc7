// SPDX-License-Identifier: Apache-2.0

/// Looks for the order with the lowest corrected Akaike criterion, stepwise: from a few usual ones to better neighbours until there is none.
///
/// Every order is fitted by the conditional sum of squares first, set out from what its neighbour had learnt; those that beat the standing order there are fitted by
/// exact likelihood, and by that alone the standing order is replaced.
///
/// - References: R. Hyndman, Y. Khandakar (2008), Automatic time series forecasting: the forecast package for R, J. Stat. Software 27(3),
///   DOI 10.18637/jss.v027.i03.
final class ARIMASearch {
  private let fitter: ARIMAFitter
  private let limit: ARIMALimit
  private let regressorCount: Int
  /// Everything that was fitted by exact likelihood.
  private(set) var fits: [ARIMAOrder: ARIMAFit] = [:]
  /// Criteria by the conditional sum of squares, to be compared with each other alone.
  private var roughs: [ARIMAOrder: Double] = [:]
  private var tried: Swift.Set<ARIMAOrder> = []
  private static let mostOrders = 60

  init(_ fitter: ARIMAFitter, limit: ARIMALimit, regressorCount: Int) {
    (self.fitter, self.limit, self.regressorCount) = (fitter, limit, regressorCount)
  }

  /// - Parameter known: a fit to a beginning of the series, with the same differences: one more candidate, when the others have led where they lead. To set out from it
  ///   would end in a worse valley where a few values more make another order the best.
  func best(differences: Int, seasonalDifferences: Int, from known: ARIMAFit? = nil) -> ARIMAFit? {
    let constant = limit.mayHaveConstant
    func order(_ p: Int, _ q: Int, _ sp: Int, _ sq: Int, _ constant: Bool) -> ARIMAOrder? {
      ARIMAOrder(p, differences, q, seasonal: (sp, seasonalDifferences, sq), hasConstant: constant).moved(within: limit)
    }
    let seasonal = limit.seasonalTerms > 0 ? 1 : 0
    var best: ARIMAFit?
    // Simple ones first: the largest one sets out from what they have learnt.
    for candidate in [
      order(0, 0, 0, 0, constant), order(0, 0, 0, 0, false), order(0, 1, 0, seasonal, constant), order(1, 0, seasonal, 0, constant),
      order(1, 1, seasonal, seasonal, constant), order(2, 2, seasonal, seasonal, constant),
    ] {
      guard let candidate else { continue }
      take(candidate, from: nearest(candidate), &best)
    }
    climb(&best)
    if let known, take(known.order, from: known, &best) { climb(&best) }
    return best.map(polished)
  }

  /// From neighbour to neighbour while they are better.
  private func climb(_ best: inout ARIMAFit?) {
    guard var standing = best else { return }
    var improves = true
    while improves, tried.count < Self.mostOrders {
      improves = false
      for candidate in neighbours(standing.order) where !tried.contains(candidate) {
        guard tried.count < Self.mostOrders else { break }
        if take(candidate, from: standing, &best), let found = best {
          standing = found
          improves = true
          break
        }
      }
    }
  }

  private func neighbours(_ order: ARIMAOrder) -> [ARIMAOrder] {
    let moves: [(Int, Int, Int, Int, Bool)] = [
      (0, 0, -1, 0, false), (0, 0, 0, -1, false), (0, 0, 1, 0, false), (0, 0, 0, 1, false), (0, 0, -1, -1, false),
      (0, 0, -1, 1, false), (0, 0, 1, -1, false), (0, 0, 1, 1, false), (-1, 0, 0, 0, false), (0, -1, 0, 0, false),
      (1, 0, 0, 0, false), (0, 1, 0, 0, false), (-1, -1, 0, 0, false), (-1, 1, 0, 0, false), (1, -1, 0, 0, false),
      (1, 1, 0, 0, false), (0, 0, 0, 0, true),
    ]
    return moves.compactMap { order.moved($0.0, $0.1, $0.2, $0.3, toggling: $0.4, within: limit) }
  }

  @discardableResult
  private func take(_ order: ARIMAOrder, from known: ARIMAFit?, _ best: inout ARIMAFit?) -> Bool {
    guard tried.insert(order).inserted else { return false }
    var start = start(order, known)
    let rough = fitter.fit(order, start: start, iterationLimit: 8, relativeDecrease: 1e-3, isConditional: true)
    if let rough {
      roughs[order] = rough.correctedAkaike
      if let best, let standing = roughs[best.order], rough.correctedAkaike > standing { return false }
      // On the edge of the stable region the likelihood is flat, and a search that begins there stays there.
      if ARIMASearch.isInside(rough, factor: 1.05) { start = rough.vector }
    }
    guard let fit = fitter.fit(order, start: start, iterationLimit: 12, relativeDecrease: 1e-4, tolerance: 1e-8) else { return false }
    fits[order] = fit
    // A root next to the unit circle is a difference that was not taken, or an error that was differenced away.
    guard ARIMASearch.isInside(fit, factor: 1.01) else { return false }
    guard fit.correctedAkaike < best?.correctedAkaike ?? .infinity else { return false }
    best = fit
    return true
  }

  private static func isInside(_ fit: ARIMAFit, factor: Double) -> Bool {
    fit.vector.withUnsafeBufferPointer { vector in
      guard let base = vector.baseAddress else { return true }
      return ARIMAFitter.isInside(fit.order, base, factor: factor)
    }
  }

  /// The fit that shares most with `order`.
  private func nearest(_ order: ARIMAOrder) -> ARIMAFit? {
    fits.values.min { one, other in
      let (near, far) = (distance(one.order, order), distance(other.order, order))
      // Equally near ones go by their terms: the order of a dictionary is another one in every run.
      return near != far ? near < far : ARIMASearch.terms(one.order) < ARIMASearch.terms(other.order)
    }
  }

  private static func terms(_ order: ARIMAOrder) -> (Int, Int, Int, Int) {
    (order.autoregressive, order.movingAverage, order.seasonalAutoregressive, order.seasonalMovingAverage)
  }

  private func distance(_ one: ARIMAOrder, _ other: ARIMAOrder) -> Int {
    let near = abs(one.autoregressive - other.autoregressive) + abs(one.movingAverage - other.movingAverage)
    let seasonal =
      abs(one.seasonalAutoregressive - other.seasonalAutoregressive) + abs(one.seasonalMovingAverage - other.seasonalMovingAverage)
    return ((near + seasonal) * 8 + other.autoregressive - one.autoregressive + 7) * 2 + (one.hasConstant == other.hasConstant ? 0 : 1)
  }

  /// What is known keeps its place; a new term sets out a little beside zero.
  private func start(_ order: ARIMAOrder, _ known: ARIMAFit?) -> [Double] {
    let old = known?.order
    var parts: [[Double]] = []
    var offset = 0
    func part(_ count: Int, _ oldCount: Int?, _ fresh: Double) {
      let had = oldCount ?? 0
      parts.append((0..<count).map { $0 < had ? known?.vector[offset + $0] ?? fresh : $0 == 0 ? fresh : 0 })
      offset += had
    }
    part(order.autoregressive, old?.autoregressive, 0.1)
    part(order.seasonalAutoregressive, old?.seasonalAutoregressive, 0.1)
    part(order.movingAverage, old?.movingAverage, -0.1)
    part(order.seasonalMovingAverage, old?.seasonalMovingAverage, -0.1)
    if order.hasConstant {
      let had = old?.hasConstant == true
      parts.append([had ? known?.vector[offset] ?? 0 : 0])
    }
    if old?.hasConstant == true { offset += 1 }
    parts.append((0..<regressorCount).map { known?.vector[offset + $0] ?? 0 })
    return parts.flatMap { $0 }
  }

  private func polished(_ fit: ARIMAFit) -> ARIMAFit {
    let better = fitter.fit(fit.order, start: fit.vector, iterationLimit: 50, relativeDecrease: 1e-9)
    return better ?? fit
  }
}
