-- 用友 U8：存货档案 Inventory；大类取自存货分类，单位取自计量单位。
-- Yonyou U8: items with their class and unit.
-- watermark: changed_at timestamp, overlap 900
SELECT
  i.cInvCode AS code,
  i.cInvName AS name,
  c.cInvCName AS family,
  u.cComUnitName AS unit,
  CASE WHEN i.bSelf = 1 THEN 1 ELSE 0 END AS is_made,
  CASE WHEN i.bProxyForeign = 1 THEN 1 ELSE 0 END AS is_subcontracted,
  CASE WHEN i.bSale = 1 THEN 1 ELSE 0 END AS is_sold,
  i.iTaxRate / 100.0 AS tax_rate,
  i.iSafeNum AS safety_stock,
  COALESCE(i.dModifyDate, i.dSDate) AS changed_at
FROM Inventory AS i
LEFT JOIN InventoryClass AS c ON c.cInvCCode = i.cInvCCode
LEFT JOIN ComputationUnit AS u ON u.cComunitCode = i.cComUnitCode
