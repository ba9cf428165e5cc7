-- 金蝶云星空：供应商（已审核，创建组织的那一条）。T_BD_SUPPLIER、T_BD_SUPPLIER_L。
-- Kingdee Cloud: suppliers as their own organisation keeps them, with Chinese names.
-- watermark: changed_at timestamp, overlap 900
SELECT
  s.FNUMBER AS code,
  n.FNAME AS name,
  COALESCE(s.FMODIFYDATE, s.FCREATEDATE) AS changed_at
FROM T_BD_SUPPLIER AS s
LEFT JOIN T_BD_SUPPLIER_L AS n ON n.FSUPPLIERID = s.FSUPPLIERID AND n.FLOCALEID = 2052
WHERE s.FDOCUMENTSTATUS = 'C' AND s.FUSEORGID = s.FCREATEORGID
