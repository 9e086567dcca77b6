WITH
    version AS
    (
        SELECT o.*
        FROM raw.catalogue_discount AS o
        ORDER BY
            _landed_at DESC,
            _source DESC,
            _partition DESC,
            _position DESC
        LIMIT 1 BY
            o.offering_id,
            o.discount_id,
            o.valid_from
    )
SELECT
    v.offering_id AS offering_id,
    v.discount_id AS discount_id,
    v.valid_from AS valid_from,
    least(coalesce(v.valid_to, toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC')), coalesce(lead(toNullable(v.valid_from), 1) OVER (PARTITION BY v.offering_id, v.discount_id ORDER BY v.valid_from ASC), toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC'))) AS valid_to,
    v.name AS name,
    v.percentage AS percentage,
    v.amount AS amount,
    v.currency AS currency,
    v.applies_to AS applies_to,
    v.prices AS prices,
    v.offerings AS offerings,
    v.applied_order AS applied_order,
    v.cycles AS cycles,
    v.maximum AS maximum,
    v.at_least AS at_least,
    v.below AS below
FROM version AS v
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
