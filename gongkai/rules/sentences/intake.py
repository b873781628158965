"""Sentences of refusals about files."""

REFUSALS = {
    "file_empty": "“{name}”是空的。请核对后再传一次。",
    "file_large": "“{name}”有 {size} MB，最多 {limit} MB。请缩小后再传，照片可以不用“原图”。",
    "file_broken": "“{name}”打不开，可能没有传完整。请在电脑上打开确认后再传。",
    "file_bomb": "“{name}”解开以后大得不正常，不能接收。请另存一份再传。",
    "file_encrypted": "“{name}”加了密码。请去掉密码后再传。",
    "file_macros": "“{name}”里有宏。请另存为不带宏的 xlsx 或 docx 再传。",
    "file_kind": "“{name}”不是能接收的文件。可以传 pdf、docx、xlsx、ofd、txt、csv、jpg、png。",
    "file_false": "“{name}”里面不是 {written}，可能只改过扩展名，或者没有存好。请在电脑上打开，另存为 {written} 再传。",
    "file_lies": "“{name}”的内容其实是 {found} 文件，和扩展名不一致。请改成 .{found} 再传。",
    "file_old_office": "“{name}”是旧格式。请另存为 docx 或 xlsx 再传。",
    "file_encoding": "“{name}”第 {row} 行第 {column} 个字节起认不出文字。请另存为 UTF-8 编码再传。",
    "file_heavy": "“{name}”太复杂，读不出来。请拆成几个小文件再传。",
    "photo_kind": "“{name}”不是照片。请传现场拍的照片（jpg、png），文字写在说明里。",
    "photo_pixels": "“{name}”的尺寸太大，最多 4000 万像素。请缩小后再传。",
    "table_long": "“{name}”超过 {most} 行。请拆成几个文件。",
    "table_kind": "“{name}”不是表格。请用 xlsx 或 csv。",
}
