document.documentElement.dataset.page = 'desk';
