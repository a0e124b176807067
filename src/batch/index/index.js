"use strict";
(() => {
    const list = document.querySelector(".entries");
    const form = document.querySelector("form");
    const { query, folder, kind, sort, odd, look } = form.elements;
    const count = form.querySelector("output");
    const entries = Array.from(list.children, (element, place) => {
        const data = element.dataset;
        return {
            element,
            place,
            text: (element.textContent + " " + data.file).toLowerCase(),
            title: data.title.toLowerCase(),
            date: data.date,
            folder: data.folder,
            kind: data.kind,
            pages: Number(data.pages),
            size: Number(data.size),
            odd: Number(data.odd),
            shown: true,
        };
    });

    const orders = {
        newest: (a, b) => (b.date > a.date) - (b.date < a.date) || a.place - b.place,
        oldest: (a, b) => (a.date > b.date) - (a.date < b.date) || a.place - b.place,
        title: (a, b) => a.title.localeCompare(b.title) || a.place - b.place,
        folder: (a, b) => a.place - b.place,
        pages: (a, b) => b.pages - a.pages || a.place - b.place,
        size: (a, b) => b.size - a.size || a.place - b.place,
        odd: (a, b) => b.odd - a.odd || a.place - b.place,
    };

    function filter() {
        const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
        let shown = 0;
        for (const entry of entries) {
            const fits =
                (!folder.value || entry.folder === folder.value || entry.folder.startsWith(folder.value + "/")) &&
                (!kind.value || entry.kind === kind.value) &&
                (!odd.checked || entry.odd > 0) &&
                words.every((word) => entry.text.includes(word));
            if (fits !== entry.shown) {
                entry.shown = fits;
                entry.element.hidden = !fits;
            }
            shown += fits;
        }
        count.value = shown === entries.length ? `${shown} files` : `${shown} of ${entries.length} files`;
    }

    function arrange() {
        const sorted = entries.slice().sort(orders[sort.value]);
        list.append(...sorted.map((entry) => entry.element));
    }

    /* The view is in the address, so that it can be kept and sent. */
    function remember() {
        const view = new URLSearchParams();
        if (query.value) view.set("q", query.value);
        if (folder.value) view.set("folder", folder.value);
        if (kind.value) view.set("kind", kind.value);
        if (sort.value !== "newest") view.set("sort", sort.value);
        if (odd.checked) view.set("odd", "1");
        history.replaceState(null, "", "#" + view);
    }

    function recall() {
        const view = new URLSearchParams(location.hash.slice(1));
        query.value = view.get("q") || "";
        folder.value = view.get("folder") || "";
        kind.value = view.get("kind") || "";
        sort.value = view.get("sort") in orders ? view.get("sort") : "newest";
        odd.checked = view.has("odd");
        arrange();
        filter();
    }

    function links() {
        return Array.from(list.querySelectorAll(".entry:not([hidden]) > a"));
    }

    /* Up and down go to the nearest link of another row. */
    function neighbour(key) {
        const all = links();
        const at = all.indexOf(document.activeElement);
        if (at < 0) return all[0];
        if (key === "ArrowRight") return all[at + 1];
        if (key === "ArrowLeft") return all[at - 1];
        const here = all[at].getBoundingClientRect();
        const step = key === "ArrowDown" ? 1 : -1;
        for (let i = at + step; all[i]; i += step) {
            const there = all[i].getBoundingClientRect();
            if (Math.abs(there.left - here.left) < 5 && Math.abs(there.top - here.top) > 5) return all[i];
        }
        return step > 0 ? undefined : query;
    }

    form.addEventListener("submit", (event) => {
        event.preventDefault();
        const first = links()[0];
        if (first) first.focus();
    });
    form.addEventListener("input", (event) => {
        if (event.target === sort) arrange();
        filter();
        remember();
    });
    list.addEventListener("click", (event) => {
        if (event.target.matches(".tags button")) {
            query.value = event.target.textContent;
            filter();
            remember();
        }
    });
    document.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const typing = event.target.matches("input, select");
        if (event.key === "/" && !typing) {
            event.preventDefault();
            query.select();
        } else if (event.key === "Escape") {
            query.value = "";
            query.focus();
            filter();
            remember();
        } else if (event.key.startsWith("Arrow") && (!typing || (event.target === query && event.key === "ArrowDown"))) {
            const next = neighbour(event.key);
            if (next) {
                event.preventDefault();
                next.focus();
            }
        }
    });
    look.addEventListener("click", () => {
        const root = document.documentElement;
        const dark = root.dataset.look
            ? root.dataset.look === "dark"
            : matchMedia("(prefers-color-scheme: dark)").matches;
        root.dataset.look = dark ? "light" : "dark";
        try {
            localStorage.setItem("look", root.dataset.look);
        } catch {
            /* Without storage the choice holds for this visit. */
        }
    });
    try {
        const kept = localStorage.getItem("look");
        if (kept === "dark" || kept === "light") document.documentElement.dataset.look = kept;
    } catch {
        /* As above. */
    }
    const folders = new Set();
    for (const entry of entries)
        for (let path = entry.folder; path; path = path.slice(0, Math.max(path.lastIndexOf("/"), 0))) folders.add(path);
    for (const path of [...folders].sort()) folder.add(new Option(path, path));
    folder.hidden = folders.size === 0;
    for (const tag of list.querySelectorAll(".tags span")) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = tag.textContent;
        tag.replaceWith(button);
    }
    addEventListener("hashchange", recall);
    form.hidden = false;
    recall();
})();
