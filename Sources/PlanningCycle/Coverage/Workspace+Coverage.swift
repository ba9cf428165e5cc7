// SPDX-License-Identifier: Apache-2.0
public import Access
public import Commerce

extension Workspace {
  /// 数据覆盖, as far as this workspace knows.
  public func coverage(_ proof: Authorized<To.ViewCompany>, kind: FactKind? = nil) -> CoverageReading {
    CoverageReading(proof, store, kind: kind, today: environment.today())
  }
}
